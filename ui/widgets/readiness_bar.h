#pragma once

#include "ui/theme/severity.h"

#include <QKeySequence>
#include <QList>
#include <QWidget>

class QToolButton;

namespace dermis {

class Button;

enum class ReadinessState { Ready, NotReady, Deferred, Checking };

/// One thing that stands, or no longer stands, between now and treatment.
struct ReadinessLinePart
{
    SeverityMark severity = SeverityMark::Clear;
    QString text;
    QString target; ///< given back by partActivated(); the page decides what it means
    bool operator==(const ReadinessLinePart &) const = default;
};

/// Everything the bar shows.
struct ReadinessLine
{
    ReadinessState state = ReadinessState::Checking;
    QString headline; ///< replaces the state's own words
    QList<ReadinessLinePart> parts;
    QString action; ///< "Settle next"; empty for none
    QKeySequence actionKey;
    bool actionIsMain = true; ///< the filled button of the page
    bool operator==(const ReadinessLine &) const = default;
};

/// The one line that names each gap; when narrow it leaves out clear parts first and then puts gaps into a
/// menu that counts them.
class ReadinessBar : public QWidget
{
    Q_OBJECT
public:
    explicit ReadinessBar(QWidget *parent = nullptr);
    void setReadiness(const ReadinessLine &readiness);
    const ReadinessLine &readiness() const { return m_readiness; }
    QSize sizeHint() const override { return {640, 38}; }
    QSize minimumSizeHint() const override { return {320, 38}; }

Q_SIGNALS:
    void partActivated(const QString &target);
    void actionRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void arrange();
    QList<qsizetype> partsThatFit(int width) const;
    void showRest();
    QString headline() const;
    int gaps() const;
    int headWidth() const;

    ReadinessLine m_readiness;
    QList<QToolButton *> m_parts;
    QToolButton *m_rest;
    Button *m_action;
};

} // namespace dermis
