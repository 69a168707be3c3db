-- Frozen reports: never changed, numbered per consultation from 1. The files are blobs, named by their hashes.
create table report (
    id text not null primary key,
    consultation_id text not null references consultation (id),
    number bigint not null,
    language text not null,
    made_at bigint not null,
    made_by text not null,
    data_hash text not null,
    pdf_hash text not null,
    opinions bigint not null,
    unique (consultation_id, number)
);
