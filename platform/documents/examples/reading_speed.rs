//! How fast documents are read into blocks: `cargo run --release -p documents --example reading_speed -- FILE…`.
//!
//! Reads each file (docx, xlsx or text) fifty times and prints the middle and the longest time.

use documents::{Limits, read_blocks};
use std::time::{Duration, Instant};

const TIMES: usize = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let (mut times, mut blocks) = (Vec::with_capacity(TIMES), 0);
        for _ in 0..TIMES {
            let begun_at = Instant::now();
            blocks = read_blocks(&bytes, &path, &Limits::default())?.blocks.len();
            times.push(begun_at.elapsed());
        }
        times.sort_unstable();
        let milliseconds = |it: Duration| it.as_secs_f64() * 1e3;
        println!(
            "{path}: {} kB, {blocks} blocks, {:.2} ms, at most {:.2} ms",
            bytes.len() / 1000,
            milliseconds(times[TIMES / 2]),
            milliseconds(times[TIMES - 1]),
        );
    }
    Ok(())
}
