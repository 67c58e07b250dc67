"""Steps from one schema to the next, run by Alembic when a store is opened that is not at the newest one."""
