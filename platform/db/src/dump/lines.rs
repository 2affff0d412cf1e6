use std::io::{BufRead, BufReader, Read};

use sha2::{Digest, Sha256};

use super::{Counts, DumpError, FORMAT, Header, Mark, VERSION};
use crate::migrate::hex;

/// Longer lines are not ours: a row of some megabytes is the most that any table holds.
const LONGEST: u64 = 256 * 1024 * 1024;
/// The first line names tables and migrations, of which there are some hundreds.
const LONGEST_HEADER: u64 = 4 * 1024 * 1024;

/// The lines of a dump, hashed as they pass, up to the trailer.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    hash: Sha256,
    line: Vec<u8>,
    /// Number of the line that was read last, from 1.
    pub(super) number: u64,
    has_ended: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(64 * 1024, input),
            hash: Sha256::new(),
            line: Vec::new(),
            number: 0,
            has_ended: false,
        }
    }

    pub(super) fn header(&mut self) -> Result<Header, DumpError> {
        #[derive(serde::Deserialize)]
        struct Form {
            format: String,
            version: u32,
        }
        let first = match self.next() {
            Ok(Some(line)) => line,
            Ok(None) | Err(DumpError::Truncated | DumpError::BadLine(_)) => {
                return Err(DumpError::NotADump);
            }
            Err(error) => return Err(error),
        };
        let form: Form = serde_json::from_slice(first).map_err(|_| DumpError::NotADump)?;
        match form.version {
            _ if form.format != FORMAT => Err(DumpError::NotADump),
            VERSION => serde_json::from_slice(first).map_err(|_| DumpError::NotADump),
            newer => Err(DumpError::NewerFormat(newer)),
        }
    }

    /// The next line before the trailer; `None` once the trailer has been read and proved right.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, DumpError> {
        if self.has_ended {
            return Ok(None);
        }
        self.line.clear();
        let longest = match self.number {
            0 => LONGEST_HEADER,
            _ => LONGEST,
        };
        (&mut self.input)
            .take(longest)
            .read_until(b'\n', &mut self.line)?;
        self.number += 1;
        if self.line.pop() != Some(b'\n') {
            return Err(match self.line.len() as u64 + 1 < longest {
                true => DumpError::Truncated,
                false => DumpError::BadLine(self.number),
            });
        }
        if self.line.starts_with(br#"{"end""#) {
            self.check_end()?;
            self.has_ended = true;
            return Ok(None);
        }
        self.hash.update(&self.line);
        self.hash.update(b"\n");
        Ok(Some(&self.line))
    }

    fn check_end(&mut self) -> Result<(), DumpError> {
        let is_last = self.input.fill_buf()?.is_empty();
        let Some(Mark::End { end, sha256 }) = Mark::read(&self.line) else {
            return Err(DumpError::Altered);
        };
        self.hash
            .update(serde_json::to_vec(&end).map_err(|_| DumpError::Altered)?);
        let found = hex(&self.hash.clone().finalize());
        match sha256 == found && is_last {
            true => Ok(()),
            false => Err(DumpError::Altered),
        }
    }

    /// Reads the rest, if only to learn whether the file is whole.
    pub(super) fn drain(&mut self) -> Result<(), DumpError> {
        while self.next()?.is_some() {}
        Ok(())
    }

    /// The counts of the trailer, after the last line.
    pub(super) fn end(&self) -> Option<Counts> {
        match Mark::read(&self.line) {
            Some(Mark::End { end, .. }) if self.has_ended => Some(end),
            _ => None,
        }
    }
}
