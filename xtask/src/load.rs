//! `cargo xtask bench http`: many connections ask for one address at once, each again as soon as it is answered.
//!
//! Every answer's status is looked at, so that a page that only sends the asker to the sign-in page is not taken for a
//! fast one. One thread a connection is plain, and its own cost is a few microseconds of CPU a request.

mod http;
mod process;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use http::{Address, Connection};

/// What to load and how.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    url: String,
    connections: usize,
    time: Duration,
    /// Header lines sent with each request, without line ends.
    headers: Vec<String>,
    /// The server's process, to be asked for the CPU that it used.
    pid: Option<u32>,
}

/// Loads the address and prints what came of it. Fails if any answer was not a 2xx.
pub(crate) fn run(options: &[&str]) -> Result<ExitCode> {
    let order = order_of(options, |file| {
        std::fs::read_to_string(file).with_context(|| format!("cannot read {file}"))
    })?;
    let address = Address::of(&order.url)?;
    let request = address.request(&order.headers);

    let first = Connection::open(&address)?.ask(&request)?;
    if !(200..300).contains(&first.status) {
        let to = first
            .location
            .map(|to| format!(" (to {to})"))
            .unwrap_or_default();
        bail!(
            "{} answers {}{to} and not 2xx; is the cookie still good?",
            order.url,
            first.status
        );
    }
    println!(
        "{}: {} bytes an answer, {} connections, {} s",
        order.url,
        first.length,
        order.connections,
        order.time.as_secs()
    );

    let cpu_before = order.pid.map(process::cpu_of).transpose()?;
    let started = Instant::now();
    let tallies = load(&address, &request, order.connections, started + order.time);
    let took = started.elapsed();
    let cpu_after = order.pid.map(process::cpu_of).transpose()?;

    let tally = tallies.into_iter().fold(Tally::default(), Tally::and);
    for line in report(
        &tally,
        took,
        cpu_before
            .zip(cpu_after)
            .map(|(before, after)| after.saturating_sub(before)),
    ) {
        println!("{line}");
    }
    Ok(if tally.failed == 0 && !tally.waits.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn order_of(options: &[&str], read: impl Fn(&str) -> Result<String>) -> Result<Order> {
    let mut order = Order {
        url: String::new(),
        connections: 64,
        time: Duration::from_secs(10),
        headers: Vec::new(),
        pid: None,
    };
    for pair in options.chunks(2) {
        let [name, value] = pair else {
            bail!("{} needs a value", pair[0])
        };
        let number = || value.parse::<u32>().ok().filter(|number| *number > 0);
        let number = || {
            number()
                .with_context(|| format!("{name} needs a whole number above 0 and not `{value}`"))
        };
        match *name {
            "--url" => order.url = (*value).to_owned(),
            "--connections" => order.connections = number()? as usize,
            "--seconds" => order.time = Duration::from_secs(number()?.into()),
            "--cookie-file" => order
                .headers
                .push(format!("Cookie: {}", cookies_of(&read(value)?)?)),
            "--header" => order.headers.push((*value).to_owned()),
            "--pid" => order.pid = Some(number()?),
            _ => bail!("`{name}` is no option of `bench http`"),
        }
    }
    if order.url.is_empty() {
        bail!("--url is missing");
    }
    Ok(order)
}

/// The value of a Cookie header, from a file that holds just that or from the jar that `curl --cookie-jar` writes.
fn cookies_of(file: &str) -> Result<String> {
    let of_jar: Vec<String> = file
        .lines()
        .map(|line| line.strip_prefix("#HttpOnly_").unwrap_or(line))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [_, _, _, _, _, name, value] => Some(format!("{name}={value}")),
            _ => None,
        })
        .collect();
    if !of_jar.is_empty() {
        return Ok(of_jar.join("; "));
    }
    let mut lines = file
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    match (lines.next(), lines.next()) {
        (Some(one), None) if one.contains('=') => Ok(one.to_owned()),
        _ => bail!(
            "the cookie file holds neither one line `name=value; name=value` nor a jar written by curl"
        ),
    }
}

/// What one connection, or all of them, saw.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    /// How long each good answer took, in microseconds.
    waits: Vec<u64>,
    /// Answers other than 2xx, and connections that broke.
    failed: u64,
    /// What the first failure was.
    first_failure: Option<String>,
}

impl Tally {
    fn and(mut self, other: Self) -> Self {
        self.waits.extend(other.waits);
        self.failed += other.failed;
        self.first_failure = self.first_failure.or(other.first_failure);
        self
    }

    fn fail(&mut self, what: String) {
        self.failed += 1;
        self.first_failure.get_or_insert(what);
    }
}

fn load(address: &Address, request: &[u8], connections: usize, until: Instant) -> Vec<Tally> {
    std::thread::scope(|scope| {
        let askers: Vec<_> = (0..connections)
            .map(|_| scope.spawn(|| ask_until(address, request, until)))
            .collect();
        askers
            .into_iter()
            .map(|asker| asker.join().unwrap_or_default())
            .collect()
    })
}

fn ask_until(address: &Address, request: &[u8], until: Instant) -> Tally {
    let mut tally = Tally::default();
    let mut connection = None;
    while Instant::now() < until {
        let asked = Instant::now();
        let answer = match connection.take() {
            Some(open) => Ok(open),
            None => Connection::open(address),
        }
        .and_then(|mut open: Connection| open.ask(request).map(|answer| (open, answer)));
        match answer {
            Ok((open, answer)) => {
                if (200..300).contains(&answer.status) {
                    tally
                        .waits
                        .push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
                } else {
                    tally.fail(format!("status {}", answer.status));
                }
                connection = answer.is_kept_open.then_some(open);
            }
            Err(error) => {
                tally.fail(format!("{error:#}"));
                // A server that is gone refuses at once: asking again without a pause would only count that.
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
    tally
}

fn report(tally: &Tally, took: Duration, cpu: Option<Duration>) -> Vec<String> {
    let mut waits = tally.waits.clone();
    waits.sort_unstable();
    let answered = waits.len() as f64;
    let mut lines = vec![format!(
        "{:.0} requests/s ({} in {:.1} s)",
        answered / took.as_secs_f64(),
        waits.len(),
        took.as_secs_f64()
    )];
    if let (Some(median), Some(late)) = (percentile(&waits, 50), percentile(&waits, 99)) {
        lines.push(format!(
            "p50 {:.1} ms, p99 {:.1} ms",
            median as f64 / 1000.0,
            late as f64 / 1000.0
        ));
    }
    if let Some(cpu) = cpu {
        let all = answered + tally.failed as f64;
        lines.push(format!(
            "server CPU {:.0} µs a request",
            cpu.as_secs_f64() * 1e6 / all.max(1.0)
        ));
    }
    lines.push(match &tally.first_failure {
        Some(first) => format!("{} failed; the first with: {first}", tally.failed),
        None => "0 failed".to_owned(),
    });
    lines
}

/// The smallest of the sorted values that at least `percent` of all do not exceed; none of no values.
fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_file(_: &str) -> Result<String> {
        bail!("no file is read here")
    }

    #[test]
    fn an_order_has_sixty_four_connections_and_ten_seconds_unless_it_says_otherwise() {
        let order = order_of(&["--url", "http://127.0.0.1:1/"], no_file).unwrap();

        assert_eq!(
            (order.connections, order.time, order.pid),
            (64, Duration::from_secs(10), None)
        );
    }

    #[test]
    fn the_cookie_file_becomes_a_header() {
        let order = order_of(
            &[
                "--url",
                "u",
                "--cookie-file",
                "f",
                "--header",
                "Accept: text/html",
            ],
            |_| Ok("s=1\n".into()),
        );

        assert_eq!(order.unwrap().headers, ["Cookie: s=1", "Accept: text/html"]);
    }

    #[test]
    fn a_wrong_option_is_named() {
        let fails = |options: &[&str]| order_of(options, no_file).unwrap_err().to_string();

        assert_eq!(
            fails(&["--url", "u", "--pid", "x"]),
            "--pid needs a whole number above 0 and not `x`"
        );
        assert_eq!(
            fails(&["--url", "u", "--connections", "0"]),
            "--connections needs a whole number above 0 and not `0`"
        );
        assert_eq!(
            fails(&["--speed", "9"]),
            "`--speed` is no option of `bench http`"
        );
        assert_eq!(fails(&["--url"]), "--url needs a value");
        assert_eq!(fails(&[]), "--url is missing");
    }

    #[test]
    fn a_jar_of_curl_and_a_plain_line_give_the_same_cookies() {
        let jar = "# Netscape HTTP Cookie File\n\n#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc=\n127.0.0.1\tFALSE\t/\tFALSE\t0\tlang\tja\n";

        assert_eq!(cookies_of(jar).unwrap(), "session=abc=; lang=ja");
        assert_eq!(
            cookies_of("session=abc=; lang=ja\n").unwrap(),
            "session=abc=; lang=ja"
        );
        assert!(cookies_of("").is_err());
        assert!(cookies_of("a=1\nb=2\n").is_err());
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let hundred: Vec<u64> = (1..=100).collect();

        assert_eq!(
            (percentile(&hundred, 50), percentile(&hundred, 99)),
            (Some(50), Some(99))
        );
        assert_eq!(
            (percentile(&[7], 50), percentile(&[7], 99)),
            (Some(7), Some(7))
        );
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn a_report_counts_failed_answers_in_the_cpu_but_not_in_the_speed() {
        let tally = Tally {
            waits: vec![1_000, 2_000, 3_000],
            failed: 1,
            first_failure: Some("status 503".into()),
        };

        let lines = report(
            &tally,
            Duration::from_secs(2),
            Some(Duration::from_micros(800)),
        );

        assert_eq!(
            lines,
            [
                "2 requests/s (3 in 2.0 s)",
                "p50 2.0 ms, p99 3.0 ms",
                "server CPU 200 µs a request",
                "1 failed; the first with: status 503",
            ]
        );
    }
}
