//! Hashing, the policy, and initial passwords.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{AppError, FieldError};

/// Fewest characters of a password that somebody chooses.
pub const PASSWORD_LENGTH: usize = 10;
/// Most characters that are hashed; longer ones would only keep the machine busy.
const LONGEST: usize = 128;
/// Passwords hashed at once. Each takes 19 MiB and a processor for some tens of milliseconds.
const AT_ONCE: usize = 2;

/// Hashes and checks passwords with Argon2id (19 MiB, 2 passes, 1 lane: the first choice of the OWASP cheat sheet),
/// a few at a time and off the threads that answer requests.
#[derive(Debug)]
pub(crate) struct Passwords {
    turns: Semaphore,
    /// A hash that no password fits, so that an unknown account takes as long as a wrong password.
    decoy: OnceLock<String>,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), decoy: OnceLock::new() }
    }

    /// The password's hash, as a PHC string.
    pub(crate) async fn hash(&self, password: String) -> Result<String, AppError> {
        self.work(move || hash(&password)).await?
    }

    /// Whether the password fits the hash. Without a hash it takes the same time and says no.
    pub(crate) async fn fits(&self, password: String, hash_of_account: Option<String>) -> Result<bool, AppError> {
        let expected = match &hash_of_account {
            Some(hash) => hash.clone(),
            None => self.decoy().await?,
        };
        let fits = self.work(move || verify(&password, &expected)).await??;
        Ok(fits && hash_of_account.is_some())
    }

    async fn decoy(&self) -> Result<String, AppError> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let made = self.hash(random_password()?).await?;
        Ok(self.decoy.get_or_init(|| made).clone())
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let _turn = self.turns.acquire().await.map_err(AppError::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
    }
}

fn hash(password: &str) -> Result<String, AppError> {
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes()).map_err(AppError::internal)?;
    Ok(hash.to_string())
}

fn verify(password: &str, expected: &str) -> Result<bool, AppError> {
    use argon2::password_hash::Error;
    if password.chars().count() > LONGEST {
        return Ok(false);
    }
    let expected = PasswordHash::new(expected).map_err(AppError::internal)?;
    match Argon2::default().verify_password(password.as_bytes(), &expected) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(AppError::internal(error)),
    }
}

/// Holds a chosen password against the policy: [`PASSWORD_LENGTH`] characters or more, of two kinds at least (GB/T
/// 22239—2019, 8.1.4.1 asks for complexity), without the account's name, and another than the old one.
pub(crate) fn check_policy(account: &str, old: &str, new: &str) -> Result<(), AppError> {
    let fault = |code: &str, message: String| Err(AppError::Invalid(vec![FieldError::new("/new_password", code, message)]));
    let length = new.chars().count();
    if length < PASSWORD_LENGTH {
        return fault("password_too_short", format!("新密码只有 {length} 个字符,至少需要 {PASSWORD_LENGTH} 个"));
    }
    if length > LONGEST {
        return fault("password_too_long", format!("新密码有 {length} 个字符,最多 {LONGEST} 个"));
    }
    let kinds: [fn(&char) -> bool; 3] = [char::is_ascii_lowercase, char::is_ascii_uppercase, char::is_ascii_digit];
    let other = |character: &char| !kinds.iter().any(|kind| kind(character));
    let used =
        kinds.iter().filter(|kind| new.chars().any(|character| kind(&character))).count() + usize::from(new.chars().any(|c| other(&c)));
    if used < 2 {
        return fault("password_too_simple", "新密码须包含小写字母、大写字母、数字、其他字符中的至少两类".to_owned());
    }
    if new.to_lowercase().contains(&account.to_lowercase()) {
        return fault("password_has_account", "新密码不能包含登录账号".to_owned());
    }
    if new == old {
        return fault("password_unchanged", "新密码不能与当前密码相同".to_owned());
    }
    Ok(())
}

/// A password for a first log-in: three groups of four characters that are not mistaken for one another, 60 bits.
pub(crate) fn random_password() -> Result<String, AppError> {
    const CHARACTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0; 12];
    getrandom::fill(&mut random).map_err(AppError::internal)?;
    let mut password = String::with_capacity(14);
    for (place, byte) in random.into_iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            password.push('-');
        }
        let character = CHARACTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'x');
        password.push(char::from(character));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(new: &str) -> Option<String> {
        match check_policy("zhangsan", "Old-password1", new) {
            Err(AppError::Invalid(errors)) => errors.into_iter().next().map(|error| error.code),
            _ => None,
        }
    }

    #[test]
    fn the_policy_asks_for_length_two_kinds_and_something_new() {
        assert_eq!(refusal("Ab1").as_deref(), Some("password_too_short"));
        assert_eq!(refusal("onlysmallletters").as_deref(), Some("password_too_simple"));
        assert_eq!(refusal("ZhangSan-2026").as_deref(), Some("password_has_account"));
        assert_eq!(refusal("Old-password1").as_deref(), Some("password_unchanged"));
        assert_eq!(refusal(&"a1".repeat(65)).as_deref(), Some("password_too_long"));
        assert_eq!(refusal("汾河两岸春色满园花正开了1"), None);
        assert_eq!(refusal("river-fen-2026"), None);
    }

    #[test]
    fn an_initial_password_meets_the_policy_and_is_another_each_time() {
        let (one, two) = (random_password().unwrap(), random_password().unwrap());
        assert_ne!(one, two);
        assert_eq!(refusal(&one), None, "{one}");
    }

    #[test]
    fn a_hash_fits_its_password_alone_and_is_salted() {
        let (one, two) = (hash("river-fen-2026").unwrap(), hash("river-fen-2026").unwrap());
        assert_ne!(one, two);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert!(verify("river-fen-2026", &one).unwrap());
        assert!(!verify("river-fen-2027", &one).unwrap());
    }

    #[tokio::test]
    async fn nothing_fits_an_account_that_is_not_there() {
        assert!(!Passwords::new().fits("river-fen-2026".to_owned(), None).await.unwrap());
    }
}
