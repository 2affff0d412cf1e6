//! As much of HTTP/1.1 as it takes to ask for a page over one kept connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A server that answers slower than this has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Host with port, and the path to ask for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    host: String,
    path: String,
}

impl Address {
    /// Reads `http://host:port/path`; the port is 80 if none is named. Other schemes are refused.
    pub(super) fn of(url: &str) -> Result<Self> {
        let rest = url
            .strip_prefix("http://")
            .with_context(|| format!("`{url}` does not begin with http://"))?;
        let (host, path) = rest
            .find('/')
            .map_or((rest, "/"), |slash| rest.split_at(slash));
        if host.is_empty() {
            bail!("`{url}` names no host");
        }
        let has_port = host
            .rsplit(':')
            .next()
            .is_some_and(|port| host.contains(':') && port.parse::<u16>().is_ok());
        let host = if has_port {
            host.to_owned()
        } else {
            format!("{host}:80")
        };
        Ok(Self {
            host,
            path: path.to_owned(),
        })
    }

    pub(super) fn request(&self, headers: &[String]) -> Vec<u8> {
        let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\n{lines}\r\n",
            self.path, self.host
        )
        .into_bytes()
    }
}

/// What of an answer matters here.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Bytes of the body as sent.
    pub(super) length: u64,
    pub(super) location: Option<String>,
    pub(super) is_kept_open: bool,
}

pub(super) struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(super) fn open(address: &Address) -> Result<Self> {
        let stream = TcpStream::connect(&address.host)
            .with_context(|| format!("cannot connect to {}", address.host))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
        })
    }

    pub(super) fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream
            .get_mut()
            .write_all(request)
            .context("cannot send a request")?;
        read_answer(&mut self.stream)
    }
}

/// Reads one answer to its end.
fn read_answer(from: &mut impl BufRead) -> Result<Answer> {
    let mut line = String::new();
    next_line(from, &mut line)?;
    let status = line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.with_context(|| format!("the answer begins with `{line}`"))?;
    let mut answer = Answer {
        status,
        length: 0,
        location: None,
        is_kept_open: true,
    };
    let mut length = None;
    let mut is_chunked = false;
    loop {
        next_line(from, &mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => {
                length = Some(
                    value
                        .parse::<u64>()
                        .context("content-length is no number")?,
                )
            }
            "transfer-encoding" => is_chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => answer.is_kept_open = !value.eq_ignore_ascii_case("close"),
            "location" => answer.location = Some(value.to_owned()),
            _ => {}
        }
    }
    answer.length = match length {
        _ if is_chunked => skip_chunks(from, &mut line)?,
        Some(length) => skip(from, length)?,
        None if status == 204 || status == 304 => 0,
        // Without a length the body lasts as long as the connection.
        None => {
            answer.is_kept_open = false;
            std::io::copy(from, &mut std::io::sink())?
        }
    };
    Ok(answer)
}

fn next_line(from: &mut impl BufRead, line: &mut String) -> Result<()> {
    line.clear();
    if from.read_line(line).context("no answer")? == 0 {
        bail!("the server closed the connection without an answer");
    }
    line.truncate(line.trim_end().len());
    Ok(())
}

fn skip(from: &mut impl BufRead, length: u64) -> Result<u64> {
    let skipped = std::io::copy(&mut from.take(length), &mut std::io::sink())?;
    if skipped < length {
        bail!("the answer ends after {skipped} of {length} bytes");
    }
    Ok(skipped)
}

/// Skips the chunks, the empty one that ends them, and the line after it.
fn skip_chunks(from: &mut impl BufRead, line: &mut String) -> Result<u64> {
    let mut total = 0;
    loop {
        next_line(from, line)?;
        let size = line.split(';').next().unwrap_or_default();
        let size = u64::from_str_radix(size.trim(), 16)
            .with_context(|| format!("`{line}` is no size of a chunk"))?;
        total += skip(from, size)?;
        next_line(from, line)?;
        if size == 0 {
            return Ok(total);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Answer> {
        read_answer(&mut text.as_bytes())
    }

    fn answer(status: u16, length: u64) -> Answer {
        Answer {
            status,
            length,
            location: None,
            is_kept_open: true,
        }
    }

    #[test]
    fn an_address_has_a_host_a_port_and_a_path() {
        let address = |host: &str, path: &str| Address {
            host: host.to_owned(),
            path: path.to_owned(),
        };

        assert_eq!(
            Address::of("http://127.0.0.1:8080/people?page=2").unwrap(),
            address("127.0.0.1:8080", "/people?page=2")
        );
        assert_eq!(
            Address::of("http://localhost").unwrap(),
            address("localhost:80", "/")
        );
        assert!(Address::of("https://localhost/").is_err());
        assert!(Address::of("http:///people").is_err());
    }

    #[test]
    fn a_request_carries_the_headers_given() {
        let address = Address::of("http://127.0.0.1:8080/people").unwrap();

        assert_eq!(
            address.request(&["Cookie: s=1".to_owned()]),
            b"GET /people HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nCookie: s=1\r\n\r\n"
        );
    }

    #[test]
    fn an_answer_of_known_length_leaves_the_next_one_untouched() {
        let mut two = &b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"[..];

        assert_eq!(read_answer(&mut two).unwrap(), answer(200, 3));
        assert_eq!(read_answer(&mut two).unwrap(), answer(404, 0));
    }

    #[test]
    fn an_answer_in_chunks_is_read_to_its_end() {
        let mut two = &b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"[..];

        assert_eq!(read_answer(&mut two).unwrap(), answer(200, 13));
        assert_eq!(read_answer(&mut two).unwrap(), answer(204, 0));
    }

    #[test]
    fn where_an_answer_sends_us_is_kept() {
        let answer = read("HTTP/1.1 303 See Other\r\nLocation: /sign-in\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").unwrap();

        assert_eq!(
            (answer.location.as_deref(), answer.is_kept_open),
            (Some("/sign-in"), false)
        );
    }

    #[test]
    fn an_answer_cut_short_is_a_failure() {
        assert!(read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").is_err());
        assert!(read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n").is_err());
        assert!(read("").is_err());
        assert!(read("SSH-2.0-OpenSSH\r\n").is_err());
    }
}
