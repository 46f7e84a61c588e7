//! Accounts and sessions of the office.

use crate::Backend;
use crate::db::{execute, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::secret::{hash, random_token};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use chrono::{DateTime, Duration, Utc};
use domain::error::ServiceError;
use domain::field::Problem;
use domain::id::StaffId;
use domain::service::{Answer, Session};
use domain::staff::{PASSWORD_MAX, PASSWORD_MIN, Role, Staff, parse_user_name};
use domain::text::Line;
use uuid::Uuid;

/// How long a session lasts: a working day, so that a lost device is locked the next morning.
const SESSION_HOURS: i64 = 12;

#[derive(sqlx::FromRow)]
struct StaffRow {
    id: Uuid,
    name: String,
    role: String,
    password_hash: String,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    name: String,
    role: String,
    expires_at: DateTime<Utc>,
}

const BY_NAME: &str = "select id, name, role, password_hash from staff where user_name = $1";
const ADD: &str = "insert into staff (id, user_name, name, role, password_hash, created_at)
    values ($1, $2, $3, $4, $5, $6) on conflict (user_name) do nothing";
const OPEN_SESSION: &str = "insert into staff_session (token_hash, staff_id, expires_at) values ($1, $2, $3)";
const SESSION: &str =
    "select s.id, s.name, s.role, t.expires_at from staff_session t join staff s on s.id = t.staff_id
    where t.token_hash = $1";
const CLOSE_SESSION: &str = "delete from staff_session where token_hash = $1";
const SWEEP_SESSIONS: &str = "delete from staff_session where expires_at <= $1";

/// Why an account cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum AddUserError {
    /// The user name is taken.
    #[error("the user name is taken")]
    Taken,
    /// 3 to 40 letters, digits, dots or dashes are asked for.
    #[error("a user name has 3 to 40 small letters, digits, dots or dashes")]
    UserName,
    /// The name is empty or too long.
    #[error("a name has 1 to 80 characters")]
    Name,
    /// The password is too short or too long.
    #[error("a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters")]
    Password,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Backend {
    /// Makes an account.
    ///
    /// # Errors
    /// Says which part needs mending.
    pub async fn add_user(
        &self,
        user_name: &str,
        name: &str,
        role: Role,
        password: &str,
    ) -> Result<(), AddUserError> {
        let user_name = parse_user_name(user_name).map_err(|_: Problem| AddUserError::UserName)?;
        let name = Line::<80>::parse(name).map_err(|_| AddUserError::Name)?;
        if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&password.chars().count()) {
            return Err(AddUserError::Password);
        }
        let password_hash = self.hash_password(password.to_owned()).await?;
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let rows = execute!(
            tx,
            ADD,
            Uuid::now_v7(),
            user_name,
            name.as_str(),
            role.key(),
            password_hash,
            now
        )?;
        if rows != 1 {
            return Err(AddUserError::Taken);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Argon2id with the library's defaults (19 MiB, 2 passes), one at a time: the hash must not
    /// take the memory of the whole server.
    async fn hash_password(&self, password: String) -> Stored<String> {
        let _turn = self.hashing.acquire().await;
        let hashed = tokio::task::spawn_blocking(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
        });
        match hashed.await {
            Ok(Ok(hash)) => Ok(hash),
            Ok(Err(error)) => Err(StoreError::Password(error.to_string())),
            Err(error) => Err(StoreError::Password(error.to_string())),
        }
    }

    async fn verify_password(&self, password: String, stored: Option<String>) -> bool {
        let _turn = self.hashing.acquire().await;
        let verified = tokio::task::spawn_blocking(move || match stored {
            Some(stored) => PasswordHash::new(&stored).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(password.as_bytes(), &hash)
                    .is_ok()
            }),
            // An unknown user takes as long as a wrong password.
            None => {
                let _ = Argon2::default().hash_password(password.as_bytes());
                false
            }
        });
        verified.await.unwrap_or(false)
    }

    pub(crate) async fn open_session(&self, user_name: &str, password: &str) -> Answer<Session> {
        let user_name = parse_user_name(user_name).map_err(|_| ServiceError::WrongLogin)?;
        let row = fetch_optional!(self.pool, StaffRow, BY_NAME, user_name)?;
        // Nothing longer is a password, and no hash is made of it.
        if password.chars().count() > PASSWORD_MAX {
            return Err(ServiceError::WrongLogin);
        }
        let stored = row.as_ref().map(|row| row.password_hash.clone());
        if !self.verify_password(password.to_owned(), stored).await {
            return Err(ServiceError::WrongLogin);
        }
        let row = row.ok_or(ServiceError::WrongLogin)?;
        let (now, token) = (self.now(), random_token());
        let mut tx = self.pool.begin().await?;
        execute!(tx, SWEEP_SESSIONS, now)?;
        execute!(
            tx,
            OPEN_SESSION,
            hash(&[&token]),
            row.id,
            now + Duration::hours(SESSION_HOURS)
        )?;
        tx.commit().await?;
        let staff = staff(row.id, row.name, &row.role)?;
        Ok(Session {
            token,
            staff,
            seconds: SESSION_HOURS * 3600,
        })
    }

    pub(crate) async fn session(&self, token: &str) -> Answer<Staff> {
        let row = fetch_optional!(self.pool, SessionRow, SESSION, hash(&[token]))?;
        match row {
            Some(row) if row.expires_at > self.now() => Ok(staff(row.id, row.name, &row.role)?),
            _ => Err(ServiceError::NotLoggedIn),
        }
    }

    pub(crate) async fn close_session(&self, token: &str) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        execute!(tx, CLOSE_SESSION, hash(&[token]))?;
        tx.commit().await?;
        Ok(())
    }
}

fn staff(id: Uuid, name: String, role: &str) -> Stored<Staff> {
    let role = Role::from_key(role).ok_or(StoreError::Corrupt("role"))?;
    Ok(Staff {
        id: StaffId::new(id),
        name,
        role,
    })
}
