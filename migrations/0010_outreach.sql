-- The word is spread: who may enter the village room, where the word has come to and with which proof, and short
-- addresses that tell by which way people came.

-- Banjar dinas of a village, as its officials or the office name them.
create table banjar (
  id uuid primary key,
  village_code text not null references village (code),
  name text not null,
  name_key text not null, -- small letters and digits of the name: the same banjar twice
  created_at timestamptz not null,
  unique (village_code, name_key)
);

-- A link belongs to a person; 'contact' is whoever was asked for the venue.
alter table village_link add column role text not null default 'contact'
  check (role in ('contact', 'perbekel', 'village-secretary', 'banjar-head'));
alter table village_link add column banjar_id uuid references banjar (id); -- of a banjar head

create table outreach (
  id uuid primary key,
  visit_id uuid not null references visit (id),
  -- What people were told: an entry of a visit that has since moved no longer counts.
  told_village text not null references village (code),
  told_day date not null,
  channel text not null, -- of domain::outreach::OutreachChannel
  date date not null, -- in WITA
  note text,
  photo text, -- name of the file in the folder of photos
  link_id uuid references village_link (id), -- null: entered by the office
  staff_id uuid references staff (id),
  created_at timestamptz not null,
  verdict text check (verdict in ('verified', 'rejected')), -- null: nobody has looked yet
  judged_by uuid references staff (id),
  judged_at timestamptz,
  check ((link_id is null) <> (staff_id is null)),
  check ((verdict is null) = (judged_by is null))
);
create index outreach_by_visit on outreach (visit_id, date, id);

create table outreach_banjar (
  outreach_id uuid not null references outreach (id),
  banjar_id uuid not null references banjar (id),
  primary key (outreach_id, banjar_id)
);
create index outreach_banjar_by_banjar on outreach_banjar (banjar_id);

-- The short address of a visit for one channel.
create table channel_code (
  code text primary key,
  visit_id uuid not null references visit (id),
  channel text not null,
  opened bigint not null check (opened >= 0), -- browsers that came by it
  unique (visit_id, channel)
);

-- By which channel the person of a booking came.
create table booking_channel (
  booking_id uuid primary key references booking (id),
  code text not null references channel_code (code)
);
create index booking_channel_by_code on booking_channel (code);
