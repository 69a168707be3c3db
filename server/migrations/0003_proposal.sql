-- The placement that a model's real-world coordinates propose, as JSON; filled once, when the conversion ends. None for a
-- model in coordinates of its own.
alter table model add column proposal text;
