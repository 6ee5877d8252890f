-- What a worker made of a key when it tried it, or a provider when it was called with it.
alter table provider_key
    -- Null while no worker has answered: works, refused or unreachable.
    add column status             text,
    -- A problem document in JSON.
    add column problem            text,
    add column check_requested_at timestamptz,
    add column checked_at         timestamptz;

update provider_key set check_requested_at = created_at;

alter table provider_key alter column check_requested_at set not null;
