//! Passwords as argon2id. Hashing takes tens of milliseconds and megabytes, so only a few run at once, off the request threads.
use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;

/// How hard a password is to guess from a stolen database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// 19 MiB, two passes: OWASP's first recommendation for argon2id.
    Full,
    /// For tests, where thousands of people sign in.
    Token,
}

/// Hashes and checks passwords, a few at a time.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// A hash of nothing, so that an unknown account takes as long as a known one.
    decoy: Arc<str>,
}

impl Passwords {
    pub fn new(effort: Effort) -> Self {
        let params = match effort {
            Effort::Full => Params::new(19 * 1024, 2, 1, None),
            Effort::Token => Params::new(Params::MIN_M_COST, 1, 1, None),
        };
        let params = params.expect("the parameters lie within argon2's limits");
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon, "").into();
        Self {
            argon,
            turns: Arc::new(Semaphore::new(2)),
            decoy,
        }
    }

    /// The hash to store: a PHC string with its salt and parameters.
    pub async fn hash(&self, password: String) -> String {
        let argon = self.argon.clone();
        self.in_turn(move || hash(&argon, &password)).await
    }

    /// Whether the password is the one that was hashed. Takes the same time when there is no hash.
    pub async fn matches(&self, password: String, hash: Option<String>) -> bool {
        let argon = self.argon.clone();
        let has_hash = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.to_string());
        self.in_turn(move || {
            let is_right = PasswordHash::new(&hash)
                .is_ok_and(|it| argon.verify_password(password.as_bytes(), &it).is_ok());
            is_right && has_hash
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let _turn = self
            .turns
            .acquire()
            .await
            .expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work)
            .await
            .expect("hashing does not panic")
    }
}

fn hash(argon: &Argon2<'_>, password: &str) -> String {
    argon
        .hash_password(password.as_bytes())
        .expect("argon2 hashes any text of a few hundred bytes")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let passwords = Passwords::new(Effort::Token);
        let hash = passwords.hash("朝顔の種を二十粒".into()).await;
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            passwords
                .matches("朝顔の種を二十粒".into(), Some(hash.clone()))
                .await
        );
        assert!(!passwords.matches("朝顔の種を二十".into(), Some(hash)).await);
    }

    #[tokio::test]
    async fn an_account_without_a_password_matches_nothing() {
        assert!(
            !Passwords::new(Effort::Token)
                .matches(String::new(), None)
                .await
        );
    }
}
