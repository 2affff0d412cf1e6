//! A mail relay on this machine that writes down what it gets.
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

use crate::{Encryption, Mailer, Relay};

/// Recipients and whole mails, in their order.
type Book = Arc<Mutex<Vec<(String, String)>>>;

pub(super) struct FakeRelay {
    pub(super) port: u16,
    mails: Book,
    task: JoinHandle<()>,
}

impl FakeRelay {
    pub(super) async fn start() -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    pub(super) fn on(listener: TcpListener) -> Self {
        Self::with(listener, Encryption::None, None)
    }

    /// A relay that insists on `encryption` and proves its name with what `acceptor` holds.
    pub(super) async fn encrypted(encryption: Encryption, acceptor: TlsAcceptor) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::with(listener, encryption, Some(acceptor))
    }

    fn with(listener: TcpListener, encryption: Encryption, acceptor: Option<TlsAcceptor>) -> Self {
        let port = listener.local_addr().unwrap().port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let book = mails.clone();
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(receive(socket, encryption, acceptor.clone(), book.clone()));
            }
        });
        Self { port, mails, task }
    }

    pub(super) fn mailer(&self) -> Mailer {
        mailer(self.port)
    }

    pub(super) fn mails(&self) -> Vec<(String, String)> {
        self.mails.lock().unwrap().clone()
    }

    pub(super) fn count_by_recipient(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (to, _) in self.mails() {
            *counts.entry(to).or_default() += 1;
        }
        counts
    }
}

impl Drop for FakeRelay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(super) fn mailer(port: u16) -> Mailer {
    Mailer::new(&relay(port)).unwrap()
}

pub(super) fn relay(port: u16) -> Relay {
    Relay {
        host: "127.0.0.1".to_owned(),
        port,
        from: "育み <hagukumi@shiomi.example>".to_owned(),
        user: None,
        password: None,
    }
}

async fn receive(
    mut socket: TcpStream,
    encryption: Encryption,
    acceptor: Option<TlsAcceptor>,
    book: Book,
) -> Option<()> {
    const HELLO: &[u8] = b"220 relay.shiomi.example\r\n";
    match (encryption, acceptor) {
        (Encryption::Tls, Some(acceptor)) => {
            let mut socket = acceptor.accept(socket).await.ok()?;
            socket.write_all(HELLO).await.ok()?;
            talk(socket, false, book).await;
        }
        (Encryption::StartTls, Some(acceptor)) => {
            socket.write_all(HELLO).await.ok()?;
            let socket = talk(socket, true, book.clone()).await?;
            talk(acceptor.accept(socket).await.ok()?, false, book).await;
        }
        _ => {
            socket.write_all(HELLO).await.ok()?;
            talk(socket, false, book).await;
        }
    }
    Some(())
}

/// Enough of RFC 5321. An address that begins with `unknown` is refused for good, one with `full` this time only. Gives the socket
/// back when the other side wants to go on with TLS; before that, a relay that offers it takes no mail.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    socket: S,
    offers_tls: bool,
    book: Book,
) -> Option<S> {
    let mut socket = BufReader::new(socket);
    let mut to = String::new();
    loop {
        let line = next_line(&mut socket).await?;
        let answer = match line
            .get(..4)
            .unwrap_or_default()
            .to_ascii_uppercase()
            .as_str()
        {
            "EHLO" if offers_tls => "250-relay.shiomi.example\r\n250 STARTTLS",
            "STAR" if offers_tls => {
                socket.write_all(b"220 go ahead\r\n").await.ok()?;
                return Some(socket.into_inner());
            }
            "QUIT" => "221 bye",
            _ if offers_tls => "530 STARTTLS first",
            "RCPT" if line.contains("<unknown") => "550 no such mailbox",
            "RCPT" if line.contains("<full") => "452 mailbox full",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1)?.to_owned();
                "250 ok"
            }
            "DATA" => {
                socket.write_all(b"354 go on\r\n").await.ok()?;
                let mut mail = String::new();
                loop {
                    let line = next_line(&mut socket).await?;
                    if line == "." {
                        break;
                    }
                    mail += &line;
                    mail.push('\n');
                }
                book.lock().unwrap().push((to.clone(), mail));
                "250 taken"
            }
            _ => "250 ok",
        };
        socket
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .ok()?;
        socket.flush().await.ok()?;
    }
}

async fn next_line<S: AsyncRead + Unpin>(socket: &mut BufReader<S>) -> Option<String> {
    let mut line = String::new();
    match socket.read_line(&mut line).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
    }
}
