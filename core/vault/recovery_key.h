#pragma once

#include "core/base/result.h"
#include "core/vault/file_key.h"

#include <QString>

namespace dermis {

/// 160 random bits that open a clinic when every password is lost; printed once, kept on paper.
///
/// As text: eight groups of four signs and a check sign, from the digits and letters without I, L, O and U.
class RecoveryKey
{
public:
    static constexpr size_t size = 20;
    static constexpr int groupCount = 8;

    static RecoveryKey random();
    /// Reads what a person typed or a camera saw: case, spaces and dashes do not matter, O is 0, I and L
    /// are 1. InvalidInput names the group with the slip.
    static Result<RecoveryKey> fromText(const QString &text);

    /// `7K2PM-...`, eight groups of five; secret.
    QString text() const;
    /// What the QR code on the sheet holds: the text with a marker before it, in QR's alphanumeric signs.
    QString qrText() const;
    std::span<const uchar> bytes() const { return m_bytes.bytes(); }

private:
    RecoveryKey();
    LockedBytes m_bytes;
};

} // namespace dermis
