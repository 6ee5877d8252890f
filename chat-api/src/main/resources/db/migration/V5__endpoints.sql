-- Servers that users have named; only their own user calls them.
create table endpoint (
    owner              text        not null,
    name               text        not null,
    title              text        not null,
    base_url           text        not null,
    -- A JSON list of names; empty where the endpoint's own list is offered.
    models             text        not null,
    version            integer     not null,
    changed_at         timestamptz not null,
    created_at         timestamptz not null,
    -- The key as it was sealed where it entered; 0 and null where the endpoint is called without one.
    key_version        integer     not null,
    ciphertext         bytea,
    last_four          text,
    -- What a worker made of it: the models of its list as JSON, and works, refused or unreachable.
    found              text,
    status             text,
    problem            text,
    check_requested_at timestamptz not null,
    checked_at         timestamptz,
    primary key (owner, name)
);
