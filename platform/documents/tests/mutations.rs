//! The three forms of a real plan, changed at random: whatever comes out, reading it ends with blocks or a refusal.
//!
//! A few hundred changes with every test run, always the same ones; `MUTATION_SECONDS=600 cargo test -p documents --test mutations` goes on
//! with others for as long and prints the seed of what breaks.

mod common;
use common::{packed_again, unpacked};
use documents::{Limits, read_blocks, read_table};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Numbers that look random and are the same for the same seed (xorshift).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What breaks readers: ends of ranges, signs of the formats, halves of characters.
const PIECES: [&[u8]; 30] = [
    b"",
    b"<",
    b">",
    b"/>",
    b"\"",
    b"&",
    b"&#0;",
    b"&#x110000;",
    b"&lt;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"\0",
    b"\xFF",
    b"\xE3\x81",
    b"0",
    b"-1",
    b"255",
    b"65536",
    b"2147483648",
    b"4294967295",
    b"18446744073709551615",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
    b"XFD1048576",
    b"A0",
    b"AAAAAAAAAAAA1",
    b"A1:XFD1048576",
    b"\t\t\n",
];

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let most = 1 << dice.below(12);
        let end = (at + dice.below(most)).min(bytes.len());
        match dice.below(7) {
            0 => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|it| *it ^= 1 << dice.below(8)),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            3 => bytes.truncate(if dice.below(8) == 0 { at } else { usize::MAX }),
            4 => drop(bytes.splice(at..at, dice.one(&PIECES).iter().copied())),
            5 => number(bytes, at, dice),
            _ => value(bytes, at, dice),
        }
    }
}

/// Puts something else in place of the next run of digits.
fn number(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = at + start;
    let length = bytes[start..]
        .iter()
        .take_while(|it| it.is_ascii_digit())
        .count();
    bytes.splice(start..start + length, dice.one(&PIECES).iter().copied());
}

/// Puts something else in place of the next value between quotation marks.
fn value(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let quote = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .position(|it| *it == b'"')
            .map(|it| from + it)
    };
    if let Some(start) = quote(at)
        && let Some(end) = quote(start + 1)
    {
        bytes.splice(start + 1..end, dice.one(&PIECES).iter().copied());
    }
}

/// Half of the changes hit the packed bytes, half a part inside, which is packed again so that its sums are right.
fn changed(original: &[u8], seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    dice.below(2);
    if !original.starts_with(b"PK") || dice.below(4) == 0 {
        let mut bytes = original.to_vec();
        mutate(&mut bytes, &mut dice);
        return bytes;
    }
    let mut parts = unpacked(original);
    let read: Vec<usize> = (0..parts.len())
        .filter(|it| parts[*it].0.ends_with(".xml") || parts[*it].0.ends_with(".rels"))
        .collect();
    let chosen = *dice.one(&read);
    mutate(&mut parts[chosen].1, &mut dice);
    packed_again(&parts)
}

fn read(bytes: &[u8]) {
    let limits = Limits {
        time: Duration::from_secs(5),
        ..Limits::default()
    };
    let _ = read_blocks(bytes, "file", &limits);
    let _ = read_table(bytes, "file", &limits);
}

#[test]
fn a_changed_plan_is_read_or_refused() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    let originals: Vec<Vec<u8>> = ["chiba-first.docx", "chiba-first.xlsx", "chiba-first.txt"]
        .iter()
        .map(|name| std::fs::read(folder.join(name)).expect("the plan is there"))
        .collect();
    let seconds = std::env::var("MUTATION_SECONDS").ok();
    let seconds: Option<u64> = seconds.map(|it| it.parse().expect("MUTATION_SECONDS is a number"));
    let begun_at = Instant::now();
    for seed in 0.. {
        let is_over = match seconds {
            None => seed == 150,
            Some(seconds) => seconds < begun_at.elapsed().as_secs(),
        };
        if is_over {
            println!("{seed} changed files");
            break;
        }
        let bytes = changed(&originals[seed as usize % originals.len()], seed);
        let started_at = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
        assert!(outcome.is_ok(), "the change of seed {seed} panics");
        let took = started_at.elapsed();
        assert!(
            took < Duration::from_secs(30),
            "the change of seed {seed} took {took:?}"
        );
    }
}
