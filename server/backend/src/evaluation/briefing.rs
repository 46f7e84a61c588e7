//! What the briefing of a visit is made of.

use crate::Backend;
use crate::db::{fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::teams;
use crate::visits::people;
use domain::error::ServiceError;
use domain::evaluation::{BriefingFacts, TeamMember};
use domain::id::VisitId;
use domain::phone::Phone;
use domain::service::Answer;
use domain::settings::Settings;
use domain::staff::Staff;
use domain::triage::{Business, BusinessKind, office_reasons};

/// Whoever was asked for the venue last, whether their link is still good or not.
const ASKED: &str = "select contact_name, contact_phone from village_link
    where visit_id = $1 and role = 'contact' and ended_at is null order by expires_at desc, id limit 1";
const HELPED: &str = "select count(*) from booking
    where visit_id = $1 and assistance_needed and state not in ('cancelled', 'waitlisted')";
const BUSINESSES: &str = "select k.kind, k.company, k.foreign_capital, k.large from booking b
    join booking_business k on k.booking_id = b.id
    where b.visit_id = $1 and b.state not in ('cancelled', 'waitlisted') order by b.id";

impl Backend {
    pub(super) async fn briefing_facts(
        &self,
        staff: &Staff,
        id: VisitId,
        settings: &Settings,
    ) -> Answer<BriefingFacts> {
        let visit = self.visit_for_staff(staff, id).await?;
        let state = visit.visit.state;
        if state.is_over() || !state.is_planned() {
            return Err(ServiceError::IllegalStep(state));
        }
        let member = |it: teams::Member| -> Stored<TeamMember> {
            let on_day = it.allotted(visit.visit.date)?;
            Ok(TeamMember {
                name: it.name,
                on_day,
            })
        };
        let team = teams::team_of(&self.pool, id).await?.into_iter();
        let helped = fetch_optional!(self.pool, (i64,), HELPED, id.uuid())?;
        Ok(BriefingFacts {
            team: team.map(member).collect::<Stored<_>>()?,
            asked: self.asked_of(id).await?,
            demand: self.thermometer_of(&visit.visit, settings).await?,
            helped: people(helped.map_or(0, |(number,)| number)),
            at_office: self.better_at_office(id, settings).await?,
            certified: self.certified_today().await?,
            plan: self.outage_plan_now().await?,
            visit,
        })
    }

    async fn asked_of(&self, id: VisitId) -> Stored<Option<(String, Phone)>> {
        let Some((name, phone)) = fetch_optional!(self.pool, (String, String), ASKED, id.uuid())? else {
            return Ok(None);
        };
        let phone = Phone::parse(&phone).map_err(|_| StoreError::Corrupt("phone"))?;
        Ok(Some((name, phone)))
    }

    /// People booked whose business is served better at the office, as far as they have said what it is.
    async fn better_at_office(&self, id: VisitId, settings: &Settings) -> Stored<u32> {
        let rows = fetch_all!(
            self.pool,
            (Option<String>, bool, bool, bool),
            BUSINESSES,
            id.uuid()
        )?;
        let business =
            |(kind, company, foreign_capital, large): (Option<String>, bool, bool, bool)| Business {
                kind: kind.as_deref().and_then(BusinessKind::from_key),
                company,
                foreign_capital,
                large,
            };
        let businesses = rows.into_iter().map(business);
        let at_office = businesses.filter(|it| !office_reasons(it, &settings.kind_risks).is_empty());
        Ok(u32::try_from(at_office.count()).unwrap_or(u32::MAX))
    }
}
