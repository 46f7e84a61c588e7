//! What a remedy would do, tried in a transaction that is rolled back; and the same done (docs/decisions/0010).

use crate::Backend;
use crate::audit::Actor;
use crate::bookings::{Refused, Tried, visit_in};
use crate::db::{Tx, fetch_all};
use crate::error::{StoreError, Stored};
use crate::secret::hash;
use crate::settle::{self, stand_in};
use chrono::{Days, NaiveDate};
use domain::calendar::long_date;
use domain::demand::{Offer, Preview, Remedy};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::VisitId;
use domain::lang::Lang;
use domain::message::{Channel, MessageKind};
use domain::plan::VisitPlan;
use domain::service::{Answer, StaffVisit};
use domain::settle::{Proposal, Settlement, Way};
use domain::staff::Staff;
use domain::text::Line;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A second day lies within so many days after the first.
const SECOND_WITHIN: u64 = 14;

/// What a transaction has written about a visit: ids grow with time.
const WRITTEN: &str = "select to_name, kind, channel, body from message
    where visit_id = $1 and id > $2 and state <> 'dropped' order by to_name, kind, id";

/// What a remedy did in a transaction.
struct Made {
    settlement: Option<Settlement>,
    /// The visit to look at afterwards.
    visit: VisitId,
    messages: Vec<Preview>,
    seen: String,
}

impl Backend {
    /// What a remedy would do; none where it would do nothing or is refused.
    pub(crate) async fn offer_remedy(
        &self,
        staff: &Staff,
        id: VisitId,
        remedy: &Remedy,
    ) -> Answer<Option<Offer>> {
        let visit = self.visit_for_staff(staff, id).await?;
        for reason in [None, Some(stand_in()?)] {
            let mut tx = self.pool.begin().await?;
            let tried = self.make(&mut tx, staff, &visit, remedy, reason.as_ref()).await;
            drop(tx); // nothing of it is kept
            match tried {
                Ok(Tried::Done(made)) => {
                    return Ok(Some(Offer {
                        name: self.name_of(&visit, remedy).await?,
                        proposal: proposal(remedy, reason.is_some(), &made),
                        needs_office_reason: reason.is_some(),
                        messages: made.messages,
                        seen: made.seen,
                        remedy: remedy.clone(),
                    }));
                }
                Err(Refused::Rule(error)) if reason.is_none() && settle::asks_office_reason(&error) => {}
                Ok(Tried::Again) | Err(Refused::Rule(_)) => return Ok(None),
                Err(Refused::Store(error)) if error.is_deadlock() => return Ok(None),
                Err(Refused::Store(error)) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Does what was shown, or nothing.
    pub(crate) async fn try_remedy(
        &self,
        staff: &Staff,
        id: VisitId,
        remedy: &Remedy,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Result<Tried<VisitId>, Refused> {
        let visit = self.visit_for_staff(staff, id).await?;
        let mut tx = self.pool.begin().await?;
        let made = match self.make(&mut tx, staff, &visit, remedy, office_reason).await {
            Ok(Tried::Done(made)) => made,
            Ok(Tried::Again) => return Ok(Tried::Again),
            Err(Refused::Rule(error)) if settle::is_too_late(&error) => {
                return Err(ServiceError::Stale.into());
            }
            Err(error) => return Err(error),
        };
        if made.seen != seen {
            return Err(ServiceError::Stale.into());
        }
        tx.commit().await?;
        Ok(Tried::Done(made.visit))
    }

    /// Does it inside a transaction, and reads what it has written.
    async fn make(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        visit: &StaffVisit,
        remedy: &Remedy,
        reason: Option<&Line<200>>,
    ) -> Result<Tried<Made>, Refused> {
        if !visit.visit.state.is_before_the_day() {
            return Err(ServiceError::IllegalStep(visit.visit.state).into());
        }
        let (first, id) = (Uuid::now_v7(), visit.visit.id);
        let mut touched = BTreeSet::from([id]);
        let mut parts = vec![visit.version.to_string(), remedy.key()];
        let mut made = Made {
            settlement: None,
            visit: id,
            messages: Vec::new(),
            seen: String::new(),
        };
        match remedy {
            Remedy::Neighbour(code) => {
                let neighbour = self.neighbour(&visit.visit, code).await?;
                let now = visit_in(tx, id, self.now()).await?;
                if !self.invite(tx, staff, &now, &neighbour).await? {
                    return Err(ServiceError::Stale.into());
                }
            }
            Remedy::SecondDay(date) => {
                let plan = self.plan_of_second_day(visit, *date, reason).await?;
                let by = Actor::Staff(staff);
                made.visit = self.insert_visit_in(tx, by, &plan).await?;
            }
            Remedy::Settle(Way::AddOperator(operator)) if visit.plan.operators.contains(operator) => {
                return Err(ServiceError::Stale.into());
            }
            Remedy::Settle(way) => {
                let done = match self.do_in(tx, staff, visit, *way, reason).await? {
                    Tried::Done(done) => done,
                    Tried::Again => return Ok(Tried::Again),
                };
                let after = visit_in(tx, id, self.now()).await?;
                let nothing = match way {
                    Way::Merge(_) => done.settlement.left_over > 0,
                    _ => after.capacity <= visit.visit.capacity,
                };
                if nothing {
                    return Err(ServiceError::Stale.into());
                }
                if let Way::Merge(into) = way {
                    made.visit = *into;
                }
                touched.extend(done.settlement.transfers.iter().map(|it| it.visit));
                parts.push(done.seen);
                made.settlement = Some(done.settlement);
            }
        }
        for visit in touched {
            made.messages.extend(written(tx, visit, first).await?);
        }
        let told = made.messages.iter();
        parts.extend(told.map(|it| [it.kind.key(), " ", &it.to_name].concat()));
        made.seen = hash(&parts.iter().map(String::as_str).collect::<Vec<_>>());
        Ok(Tried::Done(made))
    }

    /// The same day once more: same place, hours and team.
    async fn plan_of_second_day(
        &self,
        visit: &StaffVisit,
        date: NaiveDate,
        reason: Option<&Line<200>>,
    ) -> Answer<VisitPlan> {
        let why = format!(
            "Hari kedua: peminat melebihi kapasitas {}",
            long_date(visit.visit.date, Lang::Id)
        );
        let why =
            Line::parse(&why).map_err(|problem: Problem| ServiceError::field(Field::Reason, problem))?;
        let plan = VisitPlan {
            date,
            override_reason: None,
            office_reason: reason.cloned(),
            sudden_reason: Some(why),
            ..visit.plan.clone()
        };
        self.check_new_date(&plan).await?;
        Ok(plan)
    }

    /// The first day after the visit on which its team could come once more.
    pub(crate) async fn second_day(&self, staff: &Staff, visit: &StaffVisit) -> Answer<Option<NaiveDate>> {
        for after in 1..=SECOND_WITHIN {
            let Some(date) = visit.visit.date.checked_add_days(Days::new(after)) else {
                break;
            };
            let remedy = Remedy::SecondDay(date);
            if self.offer_remedy(staff, visit.visit.id, &remedy).await?.is_some() {
                return Ok(Some(date));
            }
        }
        Ok(None)
    }

    async fn name_of(&self, visit: &StaffVisit, remedy: &Remedy) -> Answer<String> {
        Ok(match remedy {
            Remedy::Neighbour(code) => self.neighbour(&visit.visit, code).await?.name,
            Remedy::SecondDay(_) => String::new(),
            Remedy::Settle(way) => self.name_of_way(&visit.visit, *way).await?,
        })
    }
}

fn proposal(remedy: &Remedy, needs_office_reason: bool, made: &Made) -> Option<Proposal> {
    match (remedy, &made.settlement) {
        (Remedy::Settle(way), Some(settlement)) => Some(Proposal {
            way: *way,
            name: String::new(),
            needs_office_reason,
            settlement: settlement.clone(),
            seen: made.seen.clone(),
        }),
        _ => None,
    }
}

/// Messages written since an id about a visit.
async fn written(tx: &mut Tx, visit: VisitId, first: Uuid) -> Stored<Vec<Preview>> {
    let rows = fetch_all!(tx, (String, String, String, String), WRITTEN, visit.uuid(), first)?;
    let preview = |(to_name, kind, channel, body): (String, String, String, String)| {
        Ok(Preview {
            to_name,
            kind: MessageKind::from_key(&kind).ok_or(StoreError::Corrupt("message kind"))?,
            channel: Channel::from_key(&channel).ok_or(StoreError::Corrupt("channel"))?,
            body,
        })
    };
    rows.into_iter().map(preview).collect()
}
