-- Portable: run as it is on SQLite and on PostgreSQL. Only ever add files beside this one; never change it.
-- Ids, states, dates and JSON are TEXT; instants are BIGINT unix milliseconds; flags are BIGINT 0 or 1.
-- History is appended: in a table named …_revision the row with the highest revision is the current one.

create table territory (
    id text not null primary key,
    created_at bigint not null
);

create table territory_revision (
    territory_id text not null references territory (id),
    revision bigint not null,
    name text not null,
    made_at bigint not null,
    made_by text not null,
    primary key (territory_id, revision)
);

create table consultation (
    id text not null primary key,
    territory_id text not null references territory (id),
    created_at bigint not null
);
create index consultation_territory on consultation (territory_id);

create table consultation_revision (
    consultation_id text not null references consultation (id),
    revision bigint not null,
    title text not null,
    question text not null,
    presentation text not null,
    opens_on text not null,
    closes_on text not null,
    themes text not null,
    questions text not null,
    made_at bigint not null,
    made_by text not null,
    primary key (consultation_id, revision)
);

create table scene (
    id text not null primary key,
    consultation_id text not null references consultation (id),
    created_at bigint not null
);
create index scene_consultation on scene (consultation_id);

create table scene_revision (
    scene_id text not null references scene (id),
    revision bigint not null,
    variants text not null,
    viewpoints text not null,
    spawn text not null,
    made_at bigint not null,
    made_by text not null,
    primary key (scene_id, revision)
);

create table placement (
    scene_id text not null references scene (id),
    revision bigint not null,
    crs text not null,
    easting_m double precision not null,
    northing_m double precision not null,
    height_m double precision not null,
    heading_deg double precision not null,
    scale double precision not null,
    up_axis text not null,
    method text not null,
    accuracy_m double precision not null,
    made_at bigint not null,
    made_by text not null,
    primary key (scene_id, revision)
);

-- One row per upload: a model's revisions are its rows, in order of reception. The columns after `state` are filled once,
-- when the conversion ends.
create table model (
    id text not null primary key,
    scene_id text not null references scene (id),
    variant text not null,
    file_name text not null,
    upload_hash text not null,
    upload_bytes bigint not null,
    received_at bigint not null,
    received_by text not null,
    state text not null,
    converted_at bigint,
    findings text,
    files text,
    offset_x_m double precision,
    offset_y_m double precision,
    offset_z_m double precision
);
create index model_scene on model (scene_id, variant, received_at);

create table exhibit (
    revision text not null primary key,
    scene_id text not null references scene (id),
    sequence bigint not null,
    content text not null,
    manifest_bytes bigint not null,
    published_at bigint not null,
    published_by text not null,
    unique (scene_id, sequence)
);

-- What a kiosk may download: the files of published exhibits, and nothing else that is kept.
create table exhibit_file (
    revision text not null references exhibit (revision),
    hash text not null,
    media_type text not null,
    primary key (revision, hash)
);
create index exhibit_file_hash on exhibit_file (hash);

create table kiosk (
    id text not null primary key,
    territory_id text not null references territory (id),
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    clock_skew_ms bigint not null
);

create table opinion (
    id text not null primary key,
    consultation_id text not null references consultation (id),
    revision text,
    visit_id text,
    kiosk_id text,
    given_at bigint not null,
    received_at bigint not null,
    clock_skew_ms bigint,
    channel text not null,
    stance bigint not null,
    theme text,
    variant text,
    text text,
    answers text not null,
    anchor_x_m double precision,
    anchor_y_m double precision,
    anchor_z_m double precision,
    normal_x double precision,
    normal_y double precision,
    normal_z double precision,
    node text,
    anchor_variant text,
    anchor_revision text,
    longitude_deg double precision,
    latitude_deg double precision,
    height_m double precision,
    easting_m double precision,
    northing_m double precision,
    view_pose text,
    receipt_hash text not null unique,
    content_hash text not null,
    made_up bigint not null
);
create index opinion_consultation on opinion (consultation_id, received_at, id);

create table staff (
    id text not null primary key,
    email text not null unique,
    password_hash text not null,
    created_at bigint not null
);

-- A role of null: it was taken away.
create table staff_role_revision (
    staff_id text not null references staff (id),
    territory_id text not null references territory (id),
    revision bigint not null,
    role text,
    made_at bigint not null,
    made_by text not null,
    primary key (staff_id, territory_id, revision)
);

-- The key is the hash of the cookie's token.
create table session (
    token_hash text not null primary key,
    staff_id text not null references staff (id),
    csrf text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null
);
create index session_expires on session (expires_at);

create table audit (
    sequence bigint not null primary key,
    made_at bigint not null,
    actor text not null,
    action text not null,
    subject text not null,
    details text not null,
    previous_hash text not null,
    hash text not null
);

-- One row: whoever appends changes it first, and so stands in line.
create table audit_head (
    id bigint not null primary key,
    sequence bigint not null,
    hash text not null
);
insert into audit_head (id, sequence, hash) values (1, 0, '');
