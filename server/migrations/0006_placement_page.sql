-- What a placement's height is measured from; none where nobody said.
alter table placement add column height_reference text;
-- What it was found by, as JSON; none where somebody typed it or moved it on the map.
alter table placement add column evidence text;
-- How a model was read, as JSON: unit, axis, and the frame that its real-world coordinates were put into; filled once, when the
-- conversion ends. None for a model that was refused, or converted before this was kept.
alter table model add column reading text;
