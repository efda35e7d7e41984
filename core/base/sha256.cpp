#include "core/base/sha256.h"

#include <openssl/evp.h>

namespace dermis {

namespace {

/// Without a digest nothing could be proved any more, so there is no going on.
void mustBeDone(int answer)
{
    if (answer != 1)
        qFatal("SHA-256: there is no memory, or libcrypto does not offer it");
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    begin();
}

void Sha256::begin()
{
    mustBeDone(m_context ? EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) : 0);
}

Sha256 &Sha256::add(QByteArrayView bytes)
{
    mustBeDone(EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<size_t>(bytes.size())));
    return *this;
}

QByteArray Sha256::result()
{
    QByteArray digest(32, Qt::Uninitialized);
    mustBeDone(EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<uchar *>(digest.data()), nullptr));
    begin();
    return digest;
}

QByteArray sha256(QByteArrayView first, QByteArrayView second)
{
    thread_local Sha256 digest;
    return digest.add(first).add(second).result();
}

} // namespace dermis
