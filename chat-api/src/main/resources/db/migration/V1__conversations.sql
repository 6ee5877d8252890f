-- Ids are made by clients, so they are unique per owner only: a stranger's id is an unknown id.

create table conversation (
    owner          text        not null,
    id             uuid        not null,
    title          text,
    pinned         boolean     not null default false,
    model_provider text,
    model_name     text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (owner, id)
);

-- Newest first, in keyset pages.
create index conversation_newest on conversation (owner, updated_at desc, id desc);

create table message (
    owner           text        not null,
    id              uuid        not null,
    conversation_id uuid        not null,
    parent_id       uuid,
    role            text        not null,
    text            text        not null,
    html            jsonb       not null default '[]',
    reasoning       text        not null default '',
    model_provider  text,
    model_name      text,
    status          text        not null,
    generation_id   uuid,
    usage           jsonb,
    finish_reason   text,
    timing          jsonb,
    problem         jsonb,
    created_at      timestamptz not null,
    primary key (owner, id),
    foreign key (owner, conversation_id) references conversation (owner, id) on delete cascade
);

create index message_of_conversation on message (owner, conversation_id, created_at, id);

-- How a generation stands in the log as far as it is projected, and what was asked of the workers.
-- Outlives its conversation: a run that is still at work must be able to end.
create table generation (
    id                uuid        primary key,
    owner             text        not null,
    conversation_id   uuid        not null,
    message_id        uuid        not null,
    prompt_id         uuid        not null,
    model_provider    text        not null,
    model_name        text        not null,
    options           jsonb       not null default '{}',
    -- The fold's Standing.
    status            text        not null,
    attempt           integer     not null default 0,
    run               text,
    length            integer     not null default 0,
    worker            text,
    -- The newest attempt that workers were asked for, when, and where its request lies in the queue.
    requested_attempt integer     not null default 1,
    requested_at      timestamptz not null,
    -- Null until Kafka has acknowledged it; an offset of -1 says that Kafka refuses a record like it.
    queue_partition   integer,
    queue_offset      bigint,
    stop_requested_at timestamptz,
    -- Set when the log of this generation has a hole, so that its run is taken over; null again
    -- once a later attempt has begun.
    gap_at            timestamptz,
    -- W3C trace context of the call that asked for it; every attempt carries it.
    traceparent       text,
    -- When a counted event was last projected, by the database's clock.
    heard_at          timestamptz,
    -- The log partition of its owner; null until its first event is projected.
    log_partition     integer,
    created_at        timestamptz not null,
    ended_at          timestamptz
) with (fillfactor = 70);

-- Without heard_at: it changes with every batch of the log, and a row whose indexed columns stay is
-- updated in place (HOT).
create index generation_open on generation (log_partition) where status in ('queued', 'running');
create index generation_open_of_owner on generation (owner, conversation_id) where status in ('queued', 'running');

-- The text of running generations in the pieces it came in, so that storing a piece costs its own
-- length and not the answer's; gone when the generation ends.
create table generation_progress (
    generation_id uuid    not null references generation (id) on delete cascade,
    log_offset    bigint  not null,
    attempt       integer not null,
    text          text    not null,
    reasoning     text    not null,
    html          jsonb   not null,
    primary key (generation_id, log_offset)
);

-- Records that were decided in a transaction and are still to be sent. The order of ids is the order
-- of sending for records of one key.
create table outbox (
    id            bigint generated always as identity primary key,
    topic         text        not null,
    key           text        not null,
    type          text        not null,
    payload       text        not null,
    traceparent   text,
    -- Set on a generation request: where to note the record's place in the queue.
    generation_id uuid,
    created_at    timestamptz not null default now(),
    -- Set on a row that Kafka will never take; it stays for people to look at and is not tried again.
    parked_at     timestamptz,
    parked_reason text
);

create function outbox_notify() returns trigger language plpgsql as $$
begin
    notify outbox;
    return null;
end
$$;

create trigger outbox_stored after insert on outbox
    for each statement execute function outbox_notify();

-- How far the projection has come; moves in the transaction that stores what was read.
create table log_position (
    topic_id    uuid    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic_id, partition)
);

-- Sealed where they enter; this service cannot open them.
create sequence provider_key_version as integer;

create table provider_key (
    owner      text        not null,
    provider   text        not null,
    version    integer     not null,
    ciphertext bytea       not null,
    last_four  text        not null,
    created_at timestamptz not null,
    primary key (owner, provider)
);
