"""Applications of professionals: written and sent by the applicant, decided by somebody else."""
