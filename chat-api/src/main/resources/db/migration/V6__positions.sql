-- The fold's Standing has more by which a record that is read twice is recognised. A run that was under
-- way when these columns came says neither, and is not judged by them; the next claim sets both.
alter table generation
    add column reasoning_length integer not null default 0,
    add column beat integer not null default 0;
