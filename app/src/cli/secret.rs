//! A line that is typed unseen. The terminal is put back as it was however the line ends, Ctrl-C among them.
use std::{
    io::{self, Read},
    os::fd::AsFd,
};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// A terminal that shows nothing of what is typed and takes no key for an order, until this is dropped.
struct Unseen<F: AsFd> {
    terminal: F,
    as_it_was: Termios,
}

impl<F: AsFd> Unseen<F> {
    fn of(terminal: F) -> io::Result<Self> {
        let as_it_was = tcgetattr(&terminal)?;
        let mut unseen = as_it_was.clone();
        // With `ISIG`, Ctrl-C would end the program before anybody could turn the echo on again.
        unseen.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        tcsetattr(&terminal, OptionalActions::Flush, &unseen)?;
        Ok(Self {
            terminal,
            as_it_was,
        })
    }
}

impl<F: AsFd> Drop for Unseen<F> {
    fn drop(&mut self) {
        // A terminal that is gone needs no mending.
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.as_it_was);
    }
}

/// Reads a line from a terminal that shows nothing of it. `None` when whoever types gives up: Ctrl-C, Ctrl-\, Ctrl-Z, or the end.
pub(super) fn read_unseen(mut terminal: impl AsFd + Read) -> io::Result<Option<String>> {
    let _unseen = Unseen::of(terminal.as_fd().try_clone_to_owned()?)?;
    typed(&mut terminal)
}

/// What a person types until the line ends, as the terminal itself would edit it.
fn typed(keys: &mut impl Read) -> io::Result<Option<String>> {
    const CONTROL_C: u8 = 0x03;
    const CONTROL_D: u8 = 0x04;
    const CONTROL_U: u8 = 0x15;
    const CONTROL_Z: u8 = 0x1a;
    const CONTROL_BACKSLASH: u8 = 0x1c;
    const BACKSPACE: u8 = 0x08;
    const DELETE: u8 = 0x7f;
    let mut line = Vec::new();
    let mut key = [0];
    loop {
        if keys.read(&mut key)? == 0 {
            return Ok(None);
        }
        match key[0] {
            b'\r' | b'\n' => {
                let line = String::from_utf8(line);
                return line
                    .map(Some)
                    .map_err(|_| io::ErrorKind::InvalidData.into());
            }
            CONTROL_C | CONTROL_Z | CONTROL_BACKSLASH => return Ok(None),
            CONTROL_D if line.is_empty() => return Ok(None),
            CONTROL_D => {}
            CONTROL_U => line.clear(),
            BACKSPACE | DELETE => {
                let is_inside = |it: &u8| *it & 0b1100_0000 == 0b1000_0000;
                while line.pop().as_ref().is_some_and(is_inside) {}
            }
            other => line.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::File, io::Write, thread};

    use rustix::{
        fs::{Mode, OFlags, open},
        pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    };

    use super::*;

    fn line(keys: &str) -> Option<String> {
        typed(&mut keys.as_bytes()).unwrap()
    }

    #[test]
    fn a_line_is_edited_as_at_any_prompt() {
        assert_eq!(line("secret\r").as_deref(), Some("secret"));
        assert_eq!(line("あい\u{7f}う\u{8}え\n").as_deref(), Some("あえ"));
        assert_eq!(line("\u{7f}a\n").as_deref(), Some("a"));
        assert_eq!(line("wrong\u{15}right\n").as_deref(), Some("right"));
        assert_eq!(line("a\u{4}b\n").as_deref(), Some("ab"));
    }

    #[test]
    fn whoever_gives_up_has_typed_nothing() {
        for keys in [
            "\u{3}",
            "sec\u{3}ret\n",
            "\u{1a}",
            "\u{1c}",
            "\u{4}",
            "",
            "sec",
        ] {
            assert_eq!(line(keys), None, "{keys:?}");
        }
    }

    /// A terminal without anybody at it, and the other end, where the keys are pressed.
    fn terminal() -> (File, File) {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&keyboard).unwrap();
        unlockpt(&keyboard).unwrap();
        let name = ptsname(&keyboard, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY;
        let terminal = open(name, flags, Mode::empty()).unwrap();
        (File::from(terminal), File::from(keyboard))
    }

    #[test]
    fn the_terminal_shows_what_is_typed_again_after_control_c() {
        const SHOWN: LocalModes = LocalModes::ECHO
            .union(LocalModes::ICANON)
            .union(LocalModes::ISIG);
        for (keys, expected) in [("sec\u{3}", None), ("secret\n", Some("secret"))] {
            let (screen, mut keyboard) = terminal();
            assert!(tcgetattr(&screen).unwrap().local_modes.contains(SHOWN));
            let reader = screen.try_clone().unwrap();
            let read = thread::spawn(move || read_unseen(reader).unwrap());
            // Keys pressed before the prompt are thrown away.
            while tcgetattr(&screen).unwrap().local_modes.intersects(SHOWN) {
                thread::yield_now();
            }

            keyboard.write_all(keys.as_bytes()).unwrap();

            assert_eq!(read.join().unwrap().as_deref(), expected);
            assert!(tcgetattr(&screen).unwrap().local_modes.contains(SHOWN));
        }
    }
}
