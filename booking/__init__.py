"""Services, working hours, claims on time, and the visits people book."""
