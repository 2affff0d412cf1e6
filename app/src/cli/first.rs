//! The first administrator of an empty database, as given on the command line or asked for at the terminal.
use std::io::{self, BufRead, Write};

use gate::rules::check_password;
use web::Text;

use super::secret::read_unseen;
use crate::{
    speech::Speech,
    trouble::{Result, Trouble},
};

/// Who is to administer the program first.
pub(super) struct First {
    /// As staff numbers are kept.
    pub(super) number: String,
    pub(super) name: String,
    pub(super) password: String,
}

/// Where questions are put and answered.
pub(super) trait Desk {
    fn say(&mut self, words: &str) -> io::Result<()>;
    /// One line without its end; `None` when nothing more will come.
    fn line(&mut self) -> io::Result<Option<String>>;
    /// As [`line`](Self::line), not shown while it is typed.
    fn secret(&mut self) -> io::Result<Option<String>>;
}

impl First {
    /// From the command line; whether the password is good is asked by whoever keeps it.
    pub(super) fn given(number: &str, name: &str, password: String) -> Result<Self> {
        let incomplete = || Trouble::refused(Text::new("app-first-incomplete"));
        Ok(Self {
            number: number_of(number).ok_or_else(incomplete)?,
            name: name_of(name).ok_or_else(incomplete)?,
            password,
        })
    }

    /// Asks one thing after the other, each until the answer will do. Refused when the answers end before that.
    pub(super) fn asked(desk: &mut impl Desk, speech: &Speech) -> Result<Self> {
        let mut asking = Asking { desk, speech };
        asking.say("app-first-ask")?;
        let number = asking.until("app-first-ask-number", number_of, "app-first-wrong-number")?;
        let name = asking.until("app-first-ask-name", name_of, "app-first-wrong-name")?;
        let password = asking.password(&number)?;
        Ok(Self {
            number,
            name,
            password,
        })
    }
}

/// A staff number that an import of the staff takes too: letters, digits and dashes.
fn number_of(text: &str) -> Option<String> {
    const LONGEST: usize = 16;
    let number = base::canonical_staff_number(text);
    let is_fine = |it: u8| it.is_ascii_digit() || it.is_ascii_uppercase() || it == b'-';
    let is_number = !number.is_empty() && number.len() <= LONGEST && number.bytes().all(is_fine);
    is_number.then(|| number.into_owned())
}

fn name_of(text: &str) -> Option<String> {
    let name = text.trim();
    let is_name = !name.is_empty() && !name.chars().any(char::is_control);
    is_name.then(|| name.to_owned())
}

struct Asking<'a, D> {
    desk: &'a mut D,
    speech: &'a Speech,
}

impl<D: Desk> Asking<'_, D> {
    fn until(
        &mut self,
        question: &str,
        read: impl Fn(&str) -> Option<String>,
        wrong: &str,
    ) -> Result<String> {
        loop {
            self.desk.say(&self.speech.t(question)).map_err(broken)?;
            let line = self.desk.line().map_err(broken)?;
            match read(&line.ok_or_else(given_up)?) {
                Some(answer) => return Ok(answer),
                None => self.say(wrong)?,
            }
        }
    }

    fn password(&mut self, number: &str) -> Result<String> {
        loop {
            let password = self.secret("app-first-ask-password")?;
            let again = self.secret("app-first-ask-again")?;
            match check_password(&password, &again, number) {
                Ok(()) => return Ok(password),
                Err(refusal) => {
                    let words = self.speech.text(&web::Refusal::text(&refusal));
                    self.desk.say(&format!("{words}\n")).map_err(broken)?;
                }
            }
        }
    }

    fn secret(&mut self, question: &str) -> Result<String> {
        self.desk.say(&self.speech.t(question)).map_err(broken)?;
        let line = self.desk.secret().map_err(broken)?;
        line.ok_or_else(given_up)
    }

    fn say(&mut self, key: &str) -> Result<()> {
        let words = format!("{}\n", self.speech.t(key));
        self.desk.say(&words).map_err(broken)
    }
}

fn given_up() -> Trouble {
    Trouble::refused(Text::new("app-first-given-up"))
}

fn broken(cause: io::Error) -> Trouble {
    Trouble::fault(Text::new("app-fault"), cause)
}

/// The terminal at which the program was started. Questions go to standard error.
pub(super) struct Terminal;

impl Desk for Terminal {
    fn say(&mut self, words: &str) -> io::Result<()> {
        let mut screen = io::stderr().lock();
        screen.write_all(words.as_bytes())?;
        screen.flush()
    }

    /// The terminal itself edits the line, so that names can be typed in any script and taken back.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let length = io::stdin().lock().read_line(&mut line)?;
        if length == 0 {
            self.say("\n")?;
        }
        Ok((length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn secret(&mut self) -> io::Result<Option<String>> {
        let typed = read_unseen(io::stdin());
        // Nor is the end of the line shown.
        self.say("\n")?;
        typed
    }
}

#[cfg(test)]
mod tests {
    use web::Lang;

    use super::*;
    use crate::trouble::Exit;

    /// Somebody who gives these answers and then leaves; what was said to them is written down.
    struct Script {
        answers: Vec<&'static str>,
        said: String,
    }

    impl Desk for Script {
        fn say(&mut self, words: &str) -> io::Result<()> {
            self.said.push_str(words);
            Ok(())
        }

        fn line(&mut self) -> io::Result<Option<String>> {
            let next = (!self.answers.is_empty()).then(|| self.answers.remove(0).to_owned());
            Ok(next)
        }

        fn secret(&mut self) -> io::Result<Option<String>> {
            self.line()
        }
    }

    fn ask(answers: &[&'static str]) -> (Result<First>, String) {
        let mut desk = Script {
            answers: answers.to_vec(),
            said: String::new(),
        };
        let first = First::asked(&mut desk, &Speech::new(Lang::En));
        (first, desk.said)
    }

    const PASSWORD: &str = "a long enough sentence";

    #[test]
    fn the_first_administrator_is_asked_for_one_thing_after_the_other() {
        let (first, said) = ask(&["０００1", " 潮田　美波 ", PASSWORD, PASSWORD]);

        let first = first.unwrap();
        assert_eq!(
            (first.number.as_str(), first.name.as_str()),
            ("0001", "潮田　美波")
        );
        assert_eq!(first.password, PASSWORD);
        assert!(said.starts_with("The database is empty."), "{said}");
    }

    #[test]
    fn a_wrong_answer_is_said_and_only_that_question_is_put_again() {
        let (first, said) = ask(&[
            "",
            "職員一",
            "12345678901234567",
            "0001",
            "  ",
            "Minami",
            "short",
            "short",
            PASSWORD,
            "another sentence",
            PASSWORD,
            PASSWORD,
        ]);

        assert_eq!(first.unwrap().name, "Minami");
        assert_eq!(said.matches("Staff number: ").count(), 4);
        assert_eq!(said.matches("Name: ").count(), 2, "{said}");
        assert_eq!(said.matches("too short").count(), 1, "{said}");
        assert_eq!(said.matches("differ").count(), 1, "{said}");
        assert!(!said.contains(PASSWORD));
    }

    #[test]
    fn whoever_leaves_before_the_end_has_changed_nothing() {
        for answers in [&[][..], &["0001"], &["0001", "Minami", PASSWORD]] {
            let trouble = ask(answers).0.err().expect("they left");
            assert_eq!(trouble.exit, Exit::Refused);
            assert_eq!(trouble.text.key, "app-first-given-up");
        }
    }

    #[test]
    fn what_was_given_on_the_command_line_is_held_to_the_same() {
        assert!(First::given("0001", "Minami", String::new()).is_ok());
        assert!(First::given("", "Minami", String::new()).is_err());
        assert!(First::given("0001", " ", String::new()).is_err());
    }
}
