# shellcheck shell=bash
# Sourced by bin/*. uv reads neither pip.conf nor PIP_*: hand it the index and the certificates that pip and npm use.
# $1: the Python whose pip is set up.
use_registry() {
  local index="${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$("$1" -m pip config get global.index-url 2> /dev/null || true)}}"
  if [ -n "$index" ]; then
    export UV_DEFAULT_INDEX="$index"
  fi
  export UV_SYSTEM_CERTS=1
  if [ -n "${SSL_CERT_FILE:-}" ]; then
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$SSL_CERT_FILE}"
  fi
}
