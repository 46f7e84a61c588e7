//! Accounts and sessions.

use crate::common::{Office, each};
use backend::AddUserError;
use chrono::Duration;
use domain::error::ServiceError;
use domain::service::StaffService;
use domain::staff::Role;

const USER: &str = "kabid";
const PASSWORD: &str = "kata sandi panjang";

async fn add_account(office: &Office) {
    let add = office
        .backend
        .add_user(USER, "Ni Made Ayu", Role::DivisionHead, PASSWORD);
    add.await.unwrap();
}

#[tokio::test]
async fn an_account_needs_a_user_name_a_name_and_a_long_password() {
    each(async |office| {
        let add = async |user: &str, name: &str, password: &str| {
            office
                .backend
                .add_user(user, name, Role::Operator, password)
                .await
        };
        for user in ["", "ab", "a b c", "é€é", &"x".repeat(41)] {
            assert!(
                matches!(add(user, "Nama", PASSWORD).await, Err(AddUserError::UserName)),
                "{user}"
            );
        }
        for name in ["", "  ", &"x".repeat(81)] {
            assert!(
                matches!(add("sari", name, PASSWORD).await, Err(AddUserError::Name)),
                "{name}"
            );
        }
        for password in ["", "123456789", &"x".repeat(201)] {
            assert!(
                matches!(add("sari", "Sari", password).await, Err(AddUserError::Password)),
                "{password}"
            );
        }
        add("Sari.1", "Ni Wayan Sari", &"x".repeat(200)).await.unwrap();
        assert!(matches!(
            add("sari.1", "Lain", PASSWORD).await,
            Err(AddUserError::Taken)
        ));
        let session = office.backend.log_in(" SARI.1 ", &"x".repeat(200)).await.unwrap();
        assert_eq!(
            (session.staff.name.as_str(), session.staff.role),
            ("Ni Wayan Sari", Role::Operator)
        );
        let longer = office.backend.log_in("sari.1", &"x".repeat(201)).await;
        assert_eq!(longer, Err(ServiceError::WrongLogin));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_are_told_alike() {
    each(async |office| {
        add_account(&office).await;
        for (user, password) in [
            (USER, "kata sandi pendek"),
            (USER, ""),
            (USER, "KATA SANDI PANJANG"),
            ("tidak.ada", PASSWORD),
            ("", ""),
            ("' or '1'='1", PASSWORD),
        ] {
            let refused = office.backend.log_in(user, password).await;
            assert_eq!(refused, Err(ServiceError::WrongLogin), "{user}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_with_its_hours_or_with_the_log_out() {
    each(async |office| {
        add_account(&office).await;
        let session = office.backend.log_in(USER, PASSWORD).await.unwrap();
        let other = office.backend.log_in(USER, PASSWORD).await.unwrap();
        assert_ne!(session.token, other.token);
        assert_eq!(
            office.backend.staff_of(&session.token).await.unwrap(),
            session.staff
        );
        office.backend.log_out(&session.token).await.unwrap();
        office.backend.log_out(&session.token).await.unwrap();
        let ended = office.backend.staff_of(&session.token).await;
        assert_eq!(ended, Err(ServiceError::NotLoggedIn));
        for guess in ["", "x", &session.token[1..]] {
            assert_eq!(
                office.backend.staff_of(guess).await,
                Err(ServiceError::NotLoggedIn)
            );
        }
        office.wait(Duration::seconds(other.seconds - 1));
        assert!(office.backend.staff_of(&other.token).await.is_ok());
        office.wait(Duration::seconds(1));
        assert_eq!(
            office.backend.staff_of(&other.token).await,
            Err(ServiceError::NotLoggedIn)
        );
        // The next log-in clears the table.
        office.backend.log_in(USER, PASSWORD).await.unwrap();
        assert_eq!(office.sql("select token_hash from staff_session").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn neither_passwords_nor_session_tokens_are_stored() {
    each(async |office| {
        add_account(&office).await;
        let session = office.backend.log_in(USER, PASSWORD).await.unwrap();
        let hashes = office
            .sql("select password_hash from staff where user_name = 'kabid'")
            .await;
        assert!(hashes[0].starts_with("$argon2id$") && !hashes[0].contains(PASSWORD));
        let tokens = office.sql("select token_hash from staff_session").await;
        assert!(
            tokens
                .iter()
                .all(|stored| *stored != session.token && stored.len() == 64)
        );
    })
    .await;
}
