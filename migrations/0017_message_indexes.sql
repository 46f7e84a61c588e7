-- What is too late or no longer needed is looked for again and again. As these indexes were, SQLite went through all
-- messages of a state instead, holding its lock, while people booked.
drop index message_late;
create index message_late on message (useful_until) where state not in ('sent', 'dropped');
drop index message_kept;
create index message_kept on message (sent_at) where body <> '';
