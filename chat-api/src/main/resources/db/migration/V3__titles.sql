-- Where a title comes from, and whether the workers were asked for one.
alter table conversation
    -- user, model or first-words; null where there is no title.
    add column titled_by      text,
    -- Beside Hibernate, and so in no entity.
    add column title_asked_at timestamptz,
    -- Whether a worker has answered: asked once per conversation.
    add column title_settled  boolean not null default false;

-- Nobody knows any more who made those that there are; nothing replaces them.
update conversation set titled_by = 'user' where title is not null;
