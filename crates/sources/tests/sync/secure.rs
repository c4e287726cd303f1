//! A TLS end of a test server, with a certificate of its own making; the tests of the command use it too.

use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::net::TcpListener;
use std::sync::Arc;

/// What a server needs to speak TLS, and what a client needs to trust it.
pub(crate) struct Identity {
    pub(crate) config: Arc<ServerConfig>,
    /// The certificate, as PEM.
    pub(crate) certificate: String,
}

impl Identity {
    /// An identity for a host; `change` bends the certificate.
    pub(crate) fn new(host: &str, change: impl FnOnce(&mut CertificateParams)) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        change(&mut params);
        let certificate = params.self_signed(&key).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Self { config: Arc::new(config), certificate: certificate.pem() }
    }
}

/// A free port of this machine.
pub(crate) fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}
