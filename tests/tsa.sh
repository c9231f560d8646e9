# A time authority of one's own, by openssl alone. Source it:  . tests/tsa.sh
#   tsa_make DIR [rsa]        root and signing key (EC P-256, or RSA), DIR/root.pem, DIR/tsa.pem
#   tsa_reply DIR REQ RESP    stamps a request, by the clock of this machine
tsa_make() {
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
    [ "${2:-}" != rsa ] || key=(-newkey rsa:2048)
    mkdir -p "$1" && cat >"$1/cnf" <<C
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test authority
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ts]
default_tsa = t
[t]
dir = $1
serial = $1/serial
signer_cert = $1/tsa.pem
signer_key = $1/tsa.key
certs = $1/root.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
C
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1/ca.key" \
        -out "$1/root.pem" -days 3650 -subj "/CN=Test root" -config "$1/cnf" -extensions ca >/dev/null 2>&1 &&
        openssl req "${key[@]}" -nodes -keyout "$1/tsa.key" -out "$1/tsa.csr" \
            -subj "/CN=Test authority" -config "$1/cnf" >/dev/null 2>&1 &&
        openssl x509 -req -in "$1/tsa.csr" -CA "$1/root.pem" -CAkey "$1/ca.key" -CAcreateserial -days 3650 \
            -extfile "$1/cnf" -extensions tsa -out "$1/tsa.pem" >/dev/null 2>&1 && echo 01 >"$1/serial"
}
tsa_reply() { openssl ts -reply -config "$1/cnf" -section t -queryfile "$2" -out "$3" >/dev/null 2>&1; }
