#pragma once

#include <QString>
#include <QVariant>

#include <compare>
#include <functional>

namespace dermis {

/// A row's opaque number, typed so that a consent's id cannot be passed for a patient's; 0 means none.
template <typename Tag>
class Id
{
public:
    constexpr Id() = default;
    constexpr explicit Id(qint64 value)
        : m_value(value)
    {
    }
    constexpr qint64 value() const { return m_value; }
    constexpr bool isNull() const { return m_value == 0; }
    QString toString() const { return QString::number(m_value); }
    /// NULL for none, for binding.
    QVariant toVariant() const { return m_value == 0 ? QVariant() : QVariant(m_value); }
    constexpr auto operator<=>(const Id &) const = default;

private:
    qint64 m_value = 0;
};

template <typename Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value(), seed);
}

using StaffId = Id<struct StaffTag>;
using PatientId = Id<struct PatientTag>;
using VisitId = Id<struct VisitTag>;
using NoteId = Id<struct NoteTag>;
using QuestionnaireId = Id<struct QuestionnaireTag>;
using ResponseId = Id<struct ResponseTag>;
using AllergyId = Id<struct AllergyTag>;
using PlanId = Id<struct PlanTag>;
using DecisionId = Id<struct DecisionTag>;
using RuleSetId = Id<struct RuleSetTag>;
using TemplateId = Id<struct TemplateTag>;
using ConsentId = Id<struct ConsentTag>;

} // namespace dermis
