#pragma once

#include "core/safety/infection_precautions.h"
#include "ui/theme/severity.h"

#include <QHash>
#include <QScrollArea>

class QVBoxLayout;

namespace dermis {

class ControlRow;
class FindingCard;

/// Hard stops, host factors, skin-area factors and process controls of one session: lists and counts, never a score
/// (domain.md §2.2).
class PrecautionsView : public QScrollArea
{
    Q_OBJECT
public:
    explicit PrecautionsView(QWidget *parent = nullptr);
    /// `proposals` by code stand beside the controls; `mayNote` false: it can only be read.
    void show(const InfectionPrecautions &precautions, const QHash<QString, QString> &proposals, bool mayNote);
    using QScrollArea::show;
    /// For another patient: nothing that was typed stays.
    void clear();
    /// Gives the keyboard to the first control before the needles that is open; false when none is.
    bool focusFirst();

Q_SIGNALS:
    void noteRequested(const QString &code, bool yes, const QString &detail);
    void withdrawRequested(const QString &code);

private:
    void build(const InfectionPrecautions &precautions, const QHash<QString, QString> &proposals);
    void addHead(SeverityMark mark, const QString &word, qsizetype count, const QString &meaning);
    void addFlags(const QString &word, SeverityMark mark, const QString &meaning, const QList<InfectionFlag> &flags);
    void addFlag(const InfectionFlag &flag);
    void addControls(const InfectionPrecautions &precautions, ProcessControl::Stage stage, const QString &word, const QString &meaning,
                     const QHash<QString, QString> &proposals);
    QString codeWithKeyboard() const;
    void giveKeyboard(const QString &code);

    QByteArray m_shown; ///< what stands there, as JSON
    bool m_mayNote = false;
    QVBoxLayout *m_rows = nullptr;
    QHash<QString, FindingCard *> m_asked;
    QList<ControlRow *> m_controls;
};

} // namespace dermis
