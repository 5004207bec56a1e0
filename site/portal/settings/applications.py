"""Applications of professionals: what an applicant may hand in, and how soon they are answered."""

from . import env

MEGABYTE = 1024 * 1024

# Working days (Monday to Friday) from sending to the answer that is promised.
APPLICATION_ANSWER_DAYS = env.integer("APPLICATION_ANSWER_DAYS", 2)
# One paper, and how large a picture may be when it is unpacked.
APPLICATION_PAPER_MB = env.integer("APPLICATION_PAPER_MB", 10)
APPLICATION_PICTURE_MEGAPIXELS = env.integer("APPLICATION_PICTURE_MEGAPIXELS", 50)
# The papers of one application.
APPLICATION_PAPERS = env.integer("APPLICATION_PAPERS", 12)
APPLICATION_PAPERS_MB = env.integer("APPLICATION_PAPERS_MB", 60)
# What one login hands in within 24 hours; what it removed again counts, and so does what was refused.
APPLICATION_UPLOADS_A_DAY = env.integer("APPLICATION_UPLOADS_A_DAY", 40)
APPLICATION_UPLOADS_MB_A_DAY = env.integer("APPLICATION_UPLOADS_MB_A_DAY", 120)
