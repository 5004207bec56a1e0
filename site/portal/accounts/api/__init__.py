"""The API's side of logins: tokens, signing up, one's own data, the team's logins."""
