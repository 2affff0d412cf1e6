//! XML as opening tags, closing tags and text, within limits and without document types.

use crate::error::{LimitKind, ReadError};
use crate::limits::{Deadline, Limits};
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Tags shorter than this are not worth counting; no program writes a sixteenth as many attributes as this.
const MANY_ATTRIBUTES: usize = 4096;

pub(crate) struct Xml<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    part: &'a str,
    limits: &'a Limits,
    deadline: Deadline,
    depth: usize,
    events: u32,
}

/// An opening tag. Names are asked for without their prefix, for each program chooses its own.
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Without the look for attributes that are there twice, whose time grows with the square of their number.
    fn attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        all.flatten()
    }

    /// Bytes between the angle brackets.
    pub(crate) fn length(&self) -> usize {
        self.0.len()
    }

    /// What stands between the quotation marks, under any prefix, for a reader that takes it as it is.
    pub(crate) fn raw_values(&self, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
        self.attributes()
            .filter(move |it| it.key.local_name().into_inner() == name)
            .map(|it| it.value)
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .find(|it| it.key.local_name().into_inner() == name)
            .and_then(|it| {
                it.normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(Cow::into_owned)
            })
    }
}

pub(crate) enum Node<'a> {
    Open(Tag<'a>),
    Close,
    Text(Cow<'a, str>),
    End,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(
        text: &'a str,
        part: &'a str,
        limits: &'a Limits,
        deadline: Deadline,
    ) -> Xml<'a> {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml {
            reader,
            part,
            limits,
            deadline,
            depth: 0,
            events: 0,
        }
    }

    /// The next tag or text. Every `Open` has its `Close`, empty elements too.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, ReadError> {
        loop {
            self.events = self.events.wrapping_add(1);
            if self.events.is_multiple_of(4096) {
                self.deadline.check()?;
            }
            match self
                .reader
                .read_event()
                .map_err(|error| self.damaged(error))?
            {
                Event::Start(tag) => {
                    self.depth += 1;
                    self.limits.allow(LimitKind::XmlDepth, self.depth as u64)?;
                    let tag = Tag(tag);
                    if MANY_ATTRIBUTES < tag.length()
                        && MANY_ATTRIBUTES / 16 < tag.attributes().count()
                    {
                        return Err(self.damaged("an element with hundreds of attributes"));
                    }
                    return Ok(Node::Open(tag));
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Node::Close);
                }
                Event::Empty(_) => unreachable!("empty elements are expanded"),
                Event::Text(text) => return Ok(Node::Text(text.into_inner())),
                Event::CData(text) => return Ok(Node::Text(text.into_inner())),
                Event::GeneralRef(name) => {
                    let character = match name
                        .resolve_char_ref()
                        .map_err(|error| self.damaged(error))?
                    {
                        Some(character) => character,
                        None => match name.into_inner().as_ref() {
                            "amp" => '&',
                            "lt" => '<',
                            "gt" => '>',
                            "quot" => '"',
                            "apos" => '\'',
                            other => {
                                return Err(
                                    self.damaged(format!("the entity {other} is not known"))
                                );
                            }
                        },
                    };
                    return Ok(Node::Text(Cow::Owned(character.to_string())));
                }
                Event::DocType(_) => {
                    return Err(ReadError::ForbiddenDeclaration {
                        part: self.part.to_owned(),
                    });
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth == 0 => return Ok(Node::End),
                Event::Eof => return Err(self.damaged("an element is never closed")),
            }
        }
    }

    /// Passes over the rest of the innermost open element, its `Close` included.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth - 1;
        while outside < self.depth {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the innermost open element to its `Close`, whatever is inside it.
    pub(crate) fn text(&mut self) -> Result<String, ReadError> {
        let outside = self.depth - 1;
        let mut text = String::new();
        while outside < self.depth {
            if let Node::Text(piece) = self.next()? {
                text.push_str(&piece);
            }
        }
        Ok(text)
    }

    fn damaged(&self, detail: impl std::fmt::Display) -> ReadError {
        ReadError::damaged(self.part, detail)
    }
}
