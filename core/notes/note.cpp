#include "core/notes/note.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Name {
    NoteKind kind;
    QStringView name;
};

constexpr std::array<Name, 5> names{{{NoteKind::History, u"history"},
                                     {NoteKind::Examination, u"examination"},
                                     {NoteKind::Diagnosis, u"diagnosis"},
                                     {NoteKind::Plan, u"plan"},
                                     {NoteKind::Call, u"call"}}};

} // namespace

QString noteKindName(NoteKind kind)
{
    return names.at(static_cast<size_t>(kind)).name.toString();
}

std::optional<NoteKind> noteKindFromName(const QString &name)
{
    for (const Name &entry : names) {
        if (entry.name == name)
            return entry.kind;
    }
    return std::nullopt;
}

QList<NoteKind> allNoteKinds()
{
    QList<NoteKind> all;
    for (const Name &entry : names)
        all << entry.kind;
    return all;
}

} // namespace dermis
