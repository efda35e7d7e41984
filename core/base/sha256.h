#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace dermis {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
class Sha256
{
public:
    Sha256();
    Sha256 &add(QByteArrayView bytes);
    /// The 32 bytes of all that was added; the next piece begins anew.
    QByteArray result();

private:
    void begin();

    struct Free {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// The 32 bytes of SHA-256 over both joined; any thread may call it.
QByteArray sha256(QByteArrayView first, QByteArrayView second = {});

} // namespace dermis
