-- The life of a message: until when it is of use, what becomes of it in the night, the ways it may still go, and what
-- the channel says of it. The rows there are already are left as they were.

alter table booking add column confirmed_for timestamptz; -- begin of the slot the person said to come to

alter table message add column useful_until timestamptz; -- from then on it is not sent; null: always of use
alter table message add column at_night text not null default 'if-late'
  check (at_night in ('send', 'if-late', 'wait'));
alter table message add column lang text not null default 'id';
alter table message add column template text not null default ''; -- name on WhatsApp
alter table message add column parameters text not null default ''; -- of the template, JSON; emptied once sent
alter table message add column short text not null default ''; -- text message; emptied once sent
alter table message add column others text not null default ''; -- ways left with their recipients, JSON; emptied once sent
alter table message add column provider_id text; -- the channel's name of it
alter table message add column delivery text check (delivery in ('accepted', 'delivered', 'read', 'failed'));
alter table message add column delivered_at timestamptz;
alter table message add column read_at timestamptz;
create index message_by_provider on message (provider_id);
create index message_kept on message (sent_at) where state = 'sent' and body <> '';
create index message_late on message (useful_until) where state in ('queued', 'sending', 'by-hand', 'dead');
drop index message_due;
create index message_due on message (channel, due_at, id) where state in ('queued', 'sending');

-- A channel that refused as such: nothing is sent by it until staff say so.
create table channel_pause (
  channel text primary key,
  since timestamptz not null,
  why text not null
);

-- What each channel has sent and cost in a month.
create table channel_month (
  channel text not null,
  month date not null, -- its first day, in WITA
  sent bigint not null,
  cost bigint not null, -- rupiah
  primary key (channel, month)
);

-- Who wrote to the office on WhatsApp, and when last: for a day they may be answered freely. Kept for that day.
create table whatsapp_contact (
  phone text primary key,
  wrote_at timestamptz not null
);
