-- What the import report says of an accepted model beside its findings and its files, as JSON: before and after, the cost of
-- each layer, its box, its pictures. Filled once, when the conversion ends; none for models converted before this column was.
alter table model add column report text;
