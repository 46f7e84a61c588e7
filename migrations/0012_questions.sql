-- What comes before a booking: questions and what is published of them, and what was chosen in the self-check.

create table question (
  id uuid primary key,
  visit_id uuid references visit (id), -- null: about the programme
  body text not null,
  name text, -- as it was given; for the check of what is published
  phone text, -- E.164; emptied once the answer is written to the outbox
  email text, -- the same
  lang text not null,
  idempotency_key text not null unique,
  request_hash text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('open', 'answered', 'set-aside')),
  answer text,
  settled_at timestamptz, -- when it was answered or set aside
  settled_by uuid references staff (id),
  check ((state = 'answered') = (answer is not null)),
  check ((state = 'open') = (settled_at is null))
);
create index question_by_state on question (state, asked_at, id);
create index question_by_visit on question (visit_id, state, asked_at, id);
create index question_settled on question (settled_at) where state <> 'open';

-- A question that is published with its answer, cleared of whoever asked; stays when the question goes.
create table faq (
  id uuid primary key,
  question_id uuid not null unique, -- of which question; that may be gone
  village_code text references village (code), -- null: for the whole programme
  question text not null,
  answer text not null,
  published_at timestamptz not null,
  published_by uuid not null references staff (id)
);
create index faq_by_village on faq (village_code, published_at, id);

-- What was chosen in the self-check before booking: where the business is served best.
create table booking_business (
  booking_id uuid primary key references booking (id),
  kind text, -- of domain::triage::BusinessKind
  company boolean not null,
  foreign_capital boolean not null,
  large boolean not null
);
