//! Which passwords are taken.

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// The most: longer input is refused before it is hashed.
pub const LONGEST_PASSWORD: usize = 256;

/// Why a password is not taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    #[error("shorter than {SHORTEST_PASSWORD} characters")]
    TooShort,
    #[error("longer than {LONGEST_PASSWORD} characters")]
    TooLong,
    #[error("the two entries differ")]
    Differs,
    #[error("contains the staff number or one character only")]
    TooPlain,
}

/// Length counts, not the kinds of characters; the staff number and one repeated character are no password.
pub fn check_password(password: &str, again: &str, number: &str) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(PasswordRefusal::TooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordRefusal::TooLong);
    }
    let first = password.chars().next();
    if password.contains(number) || password.chars().all(|it| Some(it) == first) {
        return Err(PasswordRefusal::TooPlain);
    }
    if password != again {
        return Err(PasswordRefusal::Differs);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_twelve_characters_and_not_the_staff_number() {
        assert_eq!(
            check_password("elevenchars", "elevenchars", "0001"),
            Err(PasswordRefusal::TooShort)
        );
        assert_eq!(
            check_password("twelve chars", "twelve chars", "0001"),
            Ok(())
        );
        assert_eq!(
            check_password("my 0001 is long", "my 0001 is long", "0001"),
            Err(PasswordRefusal::TooPlain)
        );
        assert_eq!(
            check_password("twelve chars", "twelve charz", "0001"),
            Err(PasswordRefusal::Differs)
        );
    }
}
