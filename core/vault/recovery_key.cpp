#include "core/vault/recovery_key.h"

#include <QList>

#include <array>
#include <optional>
#include <sodium.h>
#include <string_view>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int signBits = 5;
constexpr int groupSigns = 4;                                          // without the check sign
constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
constexpr auto qrMarker = "DERMIS:"_L1;

using Group = std::array<int, groupSigns>;

/// Times the generator of the field with 32 elements (x^5 + x^2 + 1).
int timesGenerator(int value)
{
    const int doubled = value << 1;
    return (doubled & 32) != 0 ? doubled ^ 0b100101 : doubled;
}

/// Differs for every single wrong sign, every swap of two signs and for the group's place.
int checkOf(int groupIndex, const Group &group)
{
    int check = groupIndex + 1;
    for (const int sign : group)
        check = timesGenerator(check) ^ sign;
    return timesGenerator(check);
}

std::optional<int> signValue(QChar typed)
{
    char sign = typed.toUpper().toLatin1();
    if (sign == 'O')
        sign = '0';
    else if (sign == 'I' || sign == 'L')
        sign = '1';
    const size_t found = signs.find(sign);
    return found == std::string_view::npos ? std::nullopt : std::optional(static_cast<int>(found));
}

/// Where a bit of a sign lies among the key's bits.
size_t bitOf(int group, int sign, int bit)
{
    const int at = (group * groupSigns + sign) * signBits + bit;
    return static_cast<size_t>(at);
}

Group groupAt(std::span<const uchar> bytes, int index)
{
    Group group{};
    for (int i = 0; i < groupSigns; ++i) {
        for (int bit = 0; bit < signBits; ++bit) {
            const size_t at = bitOf(index, i, bit);
            group.at(static_cast<size_t>(i)) |= ((bytes[at / 8] >> (7 - at % 8)) & 1) << (signBits - 1 - bit);
        }
    }
    return group;
}

void putGroup(std::span<uchar> bytes, int index, const Group &group)
{
    for (int i = 0; i < groupSigns; ++i) {
        for (int bit = 0; bit < signBits; ++bit) {
            const size_t at = bitOf(index, i, bit);
            const int value = (group.at(static_cast<size_t>(i)) >> (signBits - 1 - bit)) & 1;
            bytes[at / 8] |= static_cast<uchar>(value << (7 - at % 8));
        }
    }
}

/// The signs that count, as values; InvalidInput for one that is none.
Result<QList<int>> valuesOf(const QString &text)
{
    QString typed = text.trimmed();
    if (typed.startsWith(qrMarker, Qt::CaseInsensitive))
        typed.remove(0, qrMarker.size());
    QList<int> values;
    for (const QChar sign : std::as_const(typed)) {
        if (sign.isSpace() || sign.category() == QChar::Punctuation_Dash)
            continue;
        const auto value = signValue(sign);
        if (!value)
            return fail(ErrorCode::InvalidInput,
                        u"group %1 of the recovery key has a sign that no key has"_s.arg(
                            values.size() / (groupSigns + 1) + 1));
        values << *value;
    }
    return values;
}

} // namespace

RecoveryKey::RecoveryKey() : m_bytes(size) {}

RecoveryKey RecoveryKey::random()
{
    RecoveryKey key;
    randombytes_buf(key.m_bytes.bytes().data(), size);
    return key;
}

Result<RecoveryKey> RecoveryKey::fromText(const QString &text)
{
    const QList<int> values = TRY(valuesOf(text));
    constexpr int whole = groupCount * (groupSigns + 1);
    if (values.size() != whole)
        return fail(ErrorCode::InvalidInput,
                    u"a recovery key has %1 signs, and these are %2"_s.arg(whole).arg(values.size()));
    RecoveryKey key;
    for (int index = 0; index < groupCount; ++index) {
        const int from = index * (groupSigns + 1);
        const Group group{values[from], values[from + 1], values[from + 2], values[from + 3]};
        if (checkOf(index, group) != values[from + groupSigns])
            return fail(ErrorCode::InvalidInput,
                        u"group %1 of the recovery key is not as it was printed"_s.arg(index + 1));
        putGroup(key.m_bytes.bytes(), index, group);
    }
    return key;
}

QString RecoveryKey::text() const
{
    QString text;
    for (int index = 0; index < groupCount; ++index) {
        if (index > 0)
            text += u'-';
        const Group group = groupAt(bytes(), index);
        for (const int sign : group)
            text += QLatin1Char(signs[static_cast<size_t>(sign)]);
        text += QLatin1Char(signs[static_cast<size_t>(checkOf(index, group))]);
    }
    return text;
}

QString RecoveryKey::qrText() const
{
    return qrMarker + text();
}

} // namespace dermis
