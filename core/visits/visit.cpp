#include "core/visits/visit.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Name {
    VisitState state;
    QStringView name;
};

constexpr std::array<Name, 9> names{{{VisitState::Expected, u"expected"},
                                     {VisitState::Arrived, u"arrived"},
                                     {VisitState::Intake, u"intake"},
                                     {VisitState::ReadyForDoctor, u"ready-for-doctor"},
                                     {VisitState::Consent, u"consent"},
                                     {VisitState::InSession, u"in-session"},
                                     {VisitState::Done, u"done"},
                                     {VisitState::Deferred, u"deferred"},
                                     {VisitState::DidNotCome, u"did-not-come"}}};

} // namespace

QString visitStateName(VisitState state)
{
    return names.at(static_cast<size_t>(state)).name.toString();
}

std::optional<VisitState> visitStateFromName(const QString &name)
{
    for (const Name &entry : names) {
        if (entry.name == name)
            return entry.state;
    }
    return std::nullopt;
}

QList<VisitState> allVisitStates()
{
    QList<VisitState> all;
    for (const Name &entry : names)
        all << entry.state;
    return all;
}

bool isFinished(VisitState state)
{
    return state == VisitState::Done || state == VisitState::Deferred || state == VisitState::DidNotCome;
}

bool isInBuilding(VisitState state)
{
    return state != VisitState::Expected && !isFinished(state);
}

bool mayMove(VisitState from, VisitState to)
{
    if (from == to)
        return false;
    if (to == VisitState::DidNotCome)
        return from == VisitState::Expected;
    if (from == VisitState::DidNotCome)
        return to == VisitState::Expected || to == VisitState::Arrived;
    if (to == VisitState::Deferred)
        return from != VisitState::Done;
    if (from == VisitState::Deferred)
        return to == VisitState::Expected || isInBuilding(to);
    const int step = static_cast<int>(to) - static_cast<int>(from);
    return step > 0 || step == -1;
}

} // namespace dermis
