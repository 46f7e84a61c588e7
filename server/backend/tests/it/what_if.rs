//! Trying out the day of a visit: whose people, whose team, which settings.

use crate::common::each;
use crate::forms::plan_form;
use domain::error::ServiceError;
use domain::field::{Field, FieldError, Problem};
use domain::service::StaffService;
use domain::staff::Role;
use domain::what_if::{Assumed, WhatIfForm};

#[tokio::test]
async fn nobody_booked_means_every_slot_full_and_bookings_take_their_place() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        let sure = WhatIfForm {
            no_show_percent: "0".into(),
            service_spread_percent: "0".into(),
            ..WhatIfForm::default()
        };
        let full = office
            .backend
            .what_if(&office.head, visit.id, &sure)
            .await
            .unwrap();
        assert_eq!(
            (full.assumed, full.people, full.team),
            (Assumed::NobodyBooked, 18, 2)
        );
        let own = full.own().unwrap();
        // Everybody comes and is called before the end, whenever in the slot they arrive.
        assert_eq!((own.operators, own.above_target), (2, 100));
        assert!(own.served_tenths > 150);

        for person in 0..3 {
            office.book(visit.slots[person], person).await;
        }
        let booked = office
            .backend
            .what_if(&office.head, visit.id, &sure)
            .await
            .unwrap();
        assert_eq!((booked.assumed, booked.people), (Assumed::Booked, 3));
        assert_eq!(
            (booked.outcomes[1].served_tenths, booked.outcomes[1].above_target),
            (30, 0)
        );
        let again = office
            .backend
            .what_if(&office.head, visit.id, &sure)
            .await
            .unwrap();
        assert_eq!(booked, again, "the same seed gives the same page");
        assert!(booked.too_few() && booked.least_team(1).is_none());

        let as_if = WhatIfForm {
            every_slot_full: "1".into(),
            ..sure
        };
        let as_if = office
            .backend
            .what_if(&office.head, visit.id, &as_if)
            .await
            .unwrap();
        assert_eq!((as_if.assumed, as_if.people), (Assumed::EverySlotFull, 18));
        assert_eq!(as_if.outcomes, full.outcomes);
    })
    .await;
}

#[tokio::test]
async fn an_empty_form_is_filled_from_settings_and_plan() {
    each(async |office| {
        for (key, value) in [
            ("no_show_percent", "100"),
            ("walk_ins_expected", "4"),
            ("service_spread_percent", "5"),
        ] {
            office.backend.set_setting(key, value).await.unwrap();
        }
        let visit = office
            .open_planned(1, |form| form.service_minutes = "15".into())
            .await;
        let page = office
            .backend
            .what_if(&office.head, visit.id, &WhatIfForm::default())
            .await
            .unwrap();
        let form = &page.form;
        assert_eq!(
            (form.no_show_percent.as_str(), form.walk_ins_expected.as_str()),
            ("100", "4")
        );
        assert_eq!(
            (
                form.service_minutes.as_str(),
                form.service_spread_percent.as_str()
            ),
            ("15", "5")
        );
        // Only the walk-ins come: four on the mean.
        let served = page.outcomes[4].served_tenths;
        assert!((37..=43).contains(&served), "{served}");
    })
    .await;
}

#[tokio::test]
async fn what_needs_mending_comes_back_and_nothing_is_computed() {
    each(async |office| {
        let id = office.create(&plan_form(&[])).await;
        let many = WhatIfForm {
            days: "10001".into(),
            ..WhatIfForm::default()
        };
        let page = office.backend.what_if(&office.head, id, &many).await.unwrap();
        let range = Problem::OutOfRange { min: 1, max: 10_000 };
        assert_eq!(page.errors, [FieldError::new(Field::Days, range)]);
        assert_eq!((page.form, page.outcomes.len(), page.team), (many, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn only_those_who_plan_try_out_a_day() {
    each(async |office| {
        let id = office.create(&plan_form(&[])).await;
        for role in [Role::Operator, Role::Administration, Role::AgencyHead] {
            let staff = office.staff(role).await;
            let asked = office.backend.what_if(&staff, id, &WhatIfForm::default()).await;
            assert_eq!(asked, Err(ServiceError::Forbidden), "{role:?}");
        }
    })
    .await;
}
