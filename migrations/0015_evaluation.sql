-- Learning from visits: whose file was complete, the survey of satisfaction, and how many small businesses there are.

-- Everything that OSS asks for was there. Of people before this only those with an NIB are known to have had it.
alter table queue_entry add column file_complete boolean not null default false;
update queue_entry set file_complete = true where outcome = 'nib-issued';

-- Whoever was served may answer once. The mark stands in a row that is there already, with no time: nothing, not even
-- the order of rows, leads from it to an answer.
alter table booking add column surveyed boolean not null default false;

create table survey_answer (
  id uuid primary key, -- of chance alone: no time in it
  month date not null, -- its first day; nothing finer is kept
  requirements bigint check (requirements between 1 and 4), -- null: left out
  procedure bigint check (procedure between 1 and 4),
  time bigint check (time between 1 and 4),
  cost bigint check (cost between 1 and 4),
  product bigint check (product between 1 and 4),
  competence bigint check (competence between 1 and 4),
  behaviour bigint check (behaviour between 1 and 4),
  complaints bigint check (complaints between 1 and 4),
  facilities bigint check (facilities between 1 and 4)
);
create index survey_answer_by_month on survey_answer (month, id);

-- Small businesses (UMKM) in the regency, by year.
create table msme_count (
  year bigint primary key,
  businesses bigint not null check (businesses >= 0)
);

-- What the pages that look back read.
create index incident_by_visit on incident (visit_id);
create index queue_entry_nib on queue_entry (visit_id) where outcome = 'nib-issued';
