-- The evaluation meeting of a month: what it saw, what stood in the way, what it decided, and what became of that.

create table evaluation_meeting (
  id uuid primary key,
  month date not null unique, -- that it looked at, its first day
  held_on date not null, -- in WITA
  present text not null,
  proposals text,
  figures text not null, -- as they were: JSON of domain::evaluation::Figures
  version bigint not null, -- counts changes
  saved_by uuid not null references staff (id),
  saved_at timestamptz not null
);

create table obstacle (
  id uuid primary key,
  meeting_id uuid not null references evaluation_meeting (id),
  indicator text not null check (indicator in ('organisation', 'interpretation', 'application')),
  words text not null,
  created_at timestamptz not null
);
create index obstacle_by_meeting on obstacle (meeting_id, created_at, id);

create table decision (
  id uuid primary key,
  meeting_id uuid not null references evaluation_meeting (id),
  what text not null,
  owner text not null, -- who sees to it
  due date not null,
  is_open boolean not null, -- neither done nor given up, as its last reply says
  created_at timestamptz not null
);
create index decision_by_meeting on decision (meeting_id, created_at, id);
create index decision_open on decision (due, id) where is_open;

-- What was said of a decision. Nothing is ever changed here.
create table decision_reply (
  id uuid primary key,
  decision_id uuid not null references decision (id),
  outcome text not null check (outcome in ('done', 'continued', 'dropped')),
  words text not null,
  until_day date, -- until when it goes on
  at timestamptz not null,
  staff_id uuid not null references staff (id),
  check ((outcome = 'continued') = (until_day is not null))
);
create index decision_reply_by_decision on decision_reply (decision_id, at, id);
