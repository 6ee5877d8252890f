-- The highest number that was given to an event of each user; what a state shows that is read in the
-- same snapshot. Its row is also the lock that keeps the log's rows of one user in order.
create table log_sequence (
    owner    text   primary key,
    sequence bigint not null
) with (fillfactor = 70);

-- Rises among the rows of one user that have one, in the order in which they are sent, and does not
-- change when a row is sent again: by it a reader knows a repeat. Null on rows of other topics, and on
-- events that readers judge by another rule.
alter table outbox add column sequence bigint;
