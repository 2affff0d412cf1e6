//! What is known about the server before a name and a password go to it.
use std::{path::PathBuf, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

use crate::{Db, DbError, Location};

/// A server on this machine that knows just enough of PostgreSQL: it says `28000` to whoever gives a name.
struct Server {
    port: u16,
    folder: tempfile::TempDir,
}

impl Server {
    /// `name` is what its certificate says; none: it has no TLS.
    async fn start(name: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (authority, acceptor) = match name.map(certificate) {
            Some((authority, acceptor)) => (authority, Some(acceptor)),
            None => (certificate("nobody").0, None),
        };
        std::fs::write(folder.path().join("ca.pem"), authority).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, acceptor.clone()));
            }
        });
        Self { port, folder }
    }

    fn authorities(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Whether the server was told a name.
    async fn is_trusted_with(&self, mode: &str, has_authority: bool) -> bool {
        let mut address = format!(
            "postgres://town:himitsu@127.0.0.1:{}/x?schema=a&sslmode={mode}",
            self.port
        );
        if has_authority {
            address += &format!("&sslrootcert={}", self.authorities().display());
        }
        match Db::open(&Location::parse(&address).unwrap()).await.err() {
            Some(DbError::Unreachable(fault)) => fault.code == "28000",
            other => panic!("{other:?}"),
        }
    }
}

/// An authority in the form PEM, and a server for which it vouches under this name.
fn certificate(name: &str) -> (String, TlsAcceptor) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new([name.to_owned()]).unwrap();
    let server = params.signed_by(&key, &authority).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![server.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    (authority.pem(), TlsAcceptor::from(Arc::new(config)))
}

async fn talk(mut socket: TcpStream, acceptor: Option<TlsAcceptor>) -> std::io::Result<()> {
    const TLS_PLEASE: u32 = 80_877_103;
    let length = socket.read_u32().await?;
    if socket.read_u32().await? != TLS_PLEASE {
        return refuse(socket, length - 8).await;
    }
    match acceptor {
        Some(acceptor) => {
            socket.write_all(b"S").await?;
            let mut socket = acceptor.accept(socket).await?;
            let length = socket.read_u32().await?;
            refuse(socket, length - 4).await
        }
        None => {
            socket.write_all(b"N").await?;
            let length = socket.read_u32().await?;
            refuse(socket, length - 4).await
        }
    }
}

/// Reads the name to its end, for a socket closed with unread bytes loses its answer, too.
async fn refuse(
    mut socket: impl AsyncReadExt + AsyncWriteExt + Unpin,
    unread: u32,
) -> std::io::Result<()> {
    socket.read_exact(&mut vec![0; unread as usize]).await?;
    let fields = b"SFATAL\0VFATAL\0C28000\0Mno such person\0\0";
    socket.write_all(b"E").await?;
    socket.write_u32(fields.len() as u32 + 4).await?;
    socket.write_all(fields).await?;
    socket.flush().await
}

#[tokio::test]
async fn a_server_for_which_an_authority_vouches_is_trusted() {
    let server = Server::start(Some("127.0.0.1")).await;

    for mode in ["prefer", "require", "verify-ca", "verify-full"] {
        assert!(server.is_trusted_with(mode, true).await, "{mode}");
    }
}

#[tokio::test]
async fn a_server_for_which_nobody_vouches_is_told_nothing_where_that_is_asked() {
    let server = Server::start(Some("127.0.0.1")).await;

    assert!(!server.is_trusted_with("verify-full", false).await);
    assert!(!server.is_trusted_with("verify-ca", false).await);
    assert!(server.is_trusted_with("require", false).await);
}

#[tokio::test]
async fn a_server_of_another_name_is_trusted_only_where_names_do_not_count() {
    let server = Server::start(Some("other.shiomi.example")).await;

    assert!(!server.is_trusted_with("verify-full", true).await);
    assert!(server.is_trusted_with("verify-ca", true).await);
}

#[tokio::test]
async fn an_authority_beside_require_is_asked() {
    let server = Server::start(Some("127.0.0.1")).await;
    let stranger = Server::start(Some("127.0.0.1")).await;
    std::fs::copy(stranger.authorities(), server.authorities()).unwrap();

    assert!(!server.is_trusted_with("require", true).await);
}

#[tokio::test]
async fn a_server_without_tls_is_told_nothing_unless_that_is_allowed() {
    let server = Server::start(None).await;

    for mode in ["require", "verify-ca", "verify-full"] {
        assert!(!server.is_trusted_with(mode, false).await, "{mode}");
    }
    for mode in ["prefer", "disable"] {
        assert!(server.is_trusted_with(mode, false).await, "{mode}");
    }
}
