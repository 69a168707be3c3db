-- What became of an opinion's anchor on each exhibit whose model is another than the one it was on. The opinion's own anchor
-- is never changed. An orphan keeps the place that it had: `distance_m` is then empty.
create table anchor_revision (
    opinion_id text not null references opinion (id),
    revision bigint not null,
    exhibit_revision text not null references exhibit (revision),
    fate text not null,
    x_m double precision not null,
    y_m double precision not null,
    z_m double precision not null,
    normal_x double precision not null,
    normal_y double precision not null,
    normal_z double precision not null,
    node text not null,
    distance_m double precision,
    made_at bigint not null,
    made_by text not null,
    primary key (opinion_id, revision),
    unique (opinion_id, exhibit_revision)
);
