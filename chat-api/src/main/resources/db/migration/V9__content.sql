-- What a message says is a list of parts and what they rest on, as in the log and in REST. An empty
-- list of citations is left out.
alter table message add column content jsonb not null default '{"parts": []}';

-- What there was becomes at most two parts, in the order in which it came: reasoning, then the text.
-- A span of a citation names its part: the text, wherever that is.
update message m set content = jsonb_build_object('parts', thought.parts || said.parts)
    || case when cited.citations is null then '{}'
        else jsonb_build_object('citations', cited.citations) end
from message o
    cross join lateral (
        select case when o.reasoning = '' then '[]' else jsonb_build_array(
            jsonb_build_object('type', 'reasoning', 'text', o.reasoning)) end as parts
    ) thought
    cross join lateral (
        select case when o.text = '' and o.html = '[]' then '[]' else jsonb_build_array(
            jsonb_build_object('type', 'text', 'text', o.text)
                || case when o.html = '[]' then '{}' else jsonb_build_object('html', o.html) end)
            end as parts
    ) said
    cross join lateral (
        select jsonb_agg((s.source - 'spans') || case when s.source -> 'spans' is null then '{}'
            else jsonb_build_object('spans', (
                select coalesce(jsonb_agg(p.span || jsonb_build_object('part',
                    jsonb_array_length(thought.parts)) order by p.n), '[]')
                from jsonb_array_elements(s.source -> 'spans') with ordinality as p(span, n)))
            end order by s.n) as citations
        from jsonb_array_elements(o.sources) with ordinality as s(source, n)
    ) cited
where m.owner = o.owner and m.id = o.id
    and (o.text <> '' or o.html <> '[]' or o.reasoning <> '' or o.sources <> '[]');

alter table message
    drop column text,
    drop column html,
    drop column reasoning,
    drop column sources;

-- How far the answer has come: so many parts, and so much of the last of them.
alter table generation
    add column mark_parts integer not null default 0,
    add column mark_length integer not null default 0,
    drop column length,
    drop column reasoning_length;

-- Whatever the log has of an answer under way is in words that nobody reads any more, so for every
-- reader it has come as far as nothing. It is asked for again, as after a hole.
delete from generation_progress;

update generation set gap_at = coalesce(gap_at, clock_timestamp()) where status = 'running';

alter table generation_progress
    drop column text,
    drop column reasoning,
    drop column html,
    drop column sources,
    add column pieces jsonb not null,
    add column citations jsonb not null;

-- What waits to be sent would be in the old words too. What workers are asked for an answer is asked
-- for again when they cannot read it; these nobody repeats.
update outbox set payload = cast(jsonb_set(cast(payload as jsonb) #- '{message,text}',
        '{message,content}', case cast(payload as jsonb) #>> '{message,text}' when '' then
            '{"parts": []}' else jsonb_build_object('parts', jsonb_build_array(jsonb_build_object(
            'type', 'text', 'text', cast(payload as jsonb) #> '{message,text}'))) end) as text)
where type = 'message.appended';

update outbox set payload = cast((cast(payload as jsonb) - 'userId')
        || jsonb_build_object('owner', cast(payload as jsonb) -> 'userId') as text)
where type in ('key.check-requested', 'endpoint.check-requested', 'title.requested');
