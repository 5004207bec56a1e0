"""The demo's facts as plain data: places, services, team, clients, pages, logins."""
